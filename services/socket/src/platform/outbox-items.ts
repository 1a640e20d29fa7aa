import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { OutboxEvent } from '@maru/contracts/internal/events';

export type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** The events of one change, and their position in the partition's order. */
export interface OutboxEntries {
  /** Events of one partition are delivered in order. The partition is a conversation's or a person's id, or names a part of one. */
  partition: string;
  /** Increases with every change of the partition; compared element by element. */
  position: readonly number[];
  events: readonly OutboxEvent[];
}

/** The receiver of an entry; each has a queue of its own. */
export type OutboxQueue = 'chat' | 'user';

/** Zero-padded, so that strings sort like the numbers. */
const padded = (value: number) => String(value).padStart(12, '0');

export const outboxParts = {
  /** Partitions that have entries. */
  pending: (queue: OutboxQueue) => `pending#${queue}`,
  entries: (queue: OutboxQueue, partition: string) => `entries#${queue}#${partition}`,
  aside: (queue: OutboxQueue) => `aside#${queue}`,
  lease: (queue: OutboxQueue) => `lease#${queue}`,
} as const;

/** Returns the writes that put events into the outbox. They belong in the same transaction as the change that the events describe. */
export const outboxItems = (
  table: string,
  queue: OutboxQueue,
  { partition, position, events }: OutboxEntries,
): TransactItem[] => {
  if (events.length === 0) return [];
  const at = new Date().toISOString();
  const places = events.map((_event, index) => [...position, index].map(padded).join('#'));
  const pending = { part: outboxParts.pending(queue), place: partition, last: places.at(-1) };
  const put = (Item: Record<string, unknown>): TransactItem => ({ Put: { TableName: table, Item } });
  return [
    put(pending),
    ...events.map((event, index) =>
      put({ part: outboxParts.entries(queue, partition), place: places[index], partition, event, at }),
    ),
  ];
};
