import type { SecurityEvent } from '@maru/contracts/http/user/account';
import type { SessionEndReason } from '@maru/contracts/http/user/session-end';

type EventType = SecurityEvent['type'];

const reasons: Partial<Record<EventType, SessionEndReason>> = {
  'session-ended': 'signed-out-elsewhere',
  'other-sessions-ended': 'signed-out-elsewhere',
  'password-changed': 'password-changed',
  'password-set': 'password-changed',
  'password-reset': 'password-changed',
  'refresh-token-replayed': 'sign-in-copied',
  'deletion-scheduled': 'account-deleted',
};

// Object.keys loses the literal types that the object above has.
export const endingEvents = Object.keys(reasons) as EventType[];

/** Returns the reason for which this event ends sessions. */
export const reasonOfEvent = (type: EventType): SessionEndReason => reasons[type] ?? 'signed-out-elsewhere';
