import type { OutboxEvent } from '@maru/contracts/internal/events';

/** Returns true if the change of a server may change this member's access to calls there. */
export const mayConcern = (change: OutboxEvent, userId: string): boolean => {
  switch (change.type) {
    case 'member.left':
      return change.userId === userId;
    case 'member.updated':
      return change.member.userId === userId;
    case 'member.joined':
    case 'content-rules.changed':
    case 'reports.changed':
    case 'message.deleted':
    case 'message.flagged':
      return false;
    default:
      return true;
  }
};
