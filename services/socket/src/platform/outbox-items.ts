import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { OutboxEvent } from '@maru/contracts/internal/events';

export type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** Events of one change, with its place in the order of its partition. */
export interface OutboxEntries {
  /** Events of one partition are delivered in order: the id of the conversation that they are about. */
  partition: string;
  /** Grows with every change of the partition. Compared number by number. */
  position: readonly number[];
  events: readonly OutboxEvent[];
}

/** The receiver of all entries. A second receiver gets a queue of its own. */
export type OutboxQueue = 'chat';

/** Numbers as strings that sort like them. */
const padded = (value: number) => String(value).padStart(12, '0');

export const outboxParts = {
  /** Partitions that have entries. */
  pending: (queue: OutboxQueue) => `pending#${queue}`,
  entries: (queue: OutboxQueue, partition: string) => `entries#${queue}#${partition}`,
  aside: (queue: OutboxQueue) => `aside#${queue}`,
  lease: (queue: OutboxQueue) => `lease#${queue}`,
} as const;

/** The writes that put events into the outbox: they belong into the transaction of the change that the events tell of. */
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
