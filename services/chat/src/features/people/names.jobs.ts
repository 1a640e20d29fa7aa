import type { JobHandlers } from '../../platform/jobs.js';
import type { NamesService } from './names.service.js';

/** Joining doesn't wait for the user service: this job asks it afterwards, and retries. */
export const nameJobs = (names: NamesService): Pick<JobHandlers, 'learn-name'> => ({
  'learn-name': async ({ userId }) => {
    await names.learn(userId);
    return undefined;
  },
});
