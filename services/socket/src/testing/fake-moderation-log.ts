import type { OutboxEvent } from '@maru/contracts/internal/events';
import type { MessageDeletedEvent } from '@maru/contracts/internal/moderation';
import { AppError } from '@maru/service-kit/app-error';
import type { ModerationLog, Violation } from '../features/messages/moderation-log.js';

/** Takes reports and outbox events, each once, in place of the chat service. */
export const createFakeModerationLog = () => {
  const log = {
    isDown: false,
    violations: [] as Violation[],
    deletions: [] as MessageDeletedEvent[],
    /** Ids of all deliveries, including repeats. */
    delivered: [] as string[],
  };
  const requireUp = () => {
    if (log.isDown) throw new AppError('UNAVAILABLE');
  };
  const reportOnce = (violation: Violation) => {
    if (!log.violations.some(({ violationId }) => violationId === violation.violationId))
      log.violations.push(violation);
  };
  const recordOnce = (deletion: MessageDeletedEvent) => {
    if (!log.deletions.some(({ entryId }) => entryId === deletion.entryId)) log.deletions.push(deletion);
  };
  const service: ModerationLog = {
    recordViolation: async (_serverId, violation) => {
      requireUp();
      reportOnce(violation);
    },
  };
  const deliver = async (events: OutboxEvent[], ids: string[]) => {
    requireUp();
    log.delivered.push(...ids);
    for (const event of events) {
      if (event.type === 'message.deleted') recordOnce(event);
      if (event.type === 'message.flagged') reportOnce(event);
    }
  };
  return Object.assign(log, service, { deliver });
};
