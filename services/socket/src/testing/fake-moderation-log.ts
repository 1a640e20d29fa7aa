import { AppError } from '@maru/service-kit/app-error';
import type { Deletion, ModerationLog, Violation } from '../features/messages/moderation-log.js';

/** Remembers what it was told; can be out of reach. */
export const createFakeModerationLog = () => {
  const log = { isDown: false, violations: [] as Violation[], deletions: [] as Deletion[] };
  const requireUp = () => {
    if (log.isDown) throw new AppError('UNAVAILABLE');
  };
  const service: ModerationLog = {
    recordViolation: async (_serverId, violation) => {
      requireUp();
      log.violations.push(violation);
    },
    recordMessageDeletion: async (_serverId, deletion) => {
      requireUp();
      log.deletions.push(deletion);
    },
  };
  return Object.assign(log, service);
};
