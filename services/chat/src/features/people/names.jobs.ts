import type { JobHandlers } from '../../platform/jobs.js';
import type { NamesService } from './names.service.js';

/** Nobody waits for the user service to join: it is asked afterwards, again until it answers. */
export const nameJobs = (names: NamesService): Pick<JobHandlers, 'learn-name'> => ({
  'learn-name': async ({ userId }) => {
    await names.learn(userId);
    return undefined;
  },
});
