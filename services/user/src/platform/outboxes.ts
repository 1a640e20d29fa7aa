import type { OutboxEvent } from '@maru/contracts/internal/events';
import type { OutboxTable } from '@maru/service-kit/outbox/outbox-table';

type EventType = OutboxEvent['type'];

const deletionEvents: readonly EventType[] = ['account.deletion-scheduled', 'account.deletion-cancelled'];

/** Chat searches members by name, and lets an account that is about to be erased own nothing new. */
const chatEvents: readonly EventType[] = ['profile.updated', 'account.deleted', ...deletionEvents];

/** Returns the outboxes of the services that an event is for: sockets are told all but scheduled deletions. */
export const outboxesOf = ({ type }: OutboxEvent): OutboxTable[] => [
  ...(deletionEvents.includes(type) ? [] : (['outbox'] as const)),
  ...(chatEvents.includes(type) ? (['chat_outbox'] as const) : []),
];
