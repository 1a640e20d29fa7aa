import type { OutboxEvent } from '@maru/contracts/internal/events';

/** An event as its outbox delivers it; the same id is the same row, delivered once more. */
export interface DeliveredEvent {
  id: string;
  event: OutboxEvent;
}

/** Events that were appended together. */
export interface LogEntry {
  seq: number;
  /** Undefined for what a newer version of the service has appended and this one can't read. */
  events: OutboxEvent[] | undefined;
}

/**
 * Every change that nodes apply to their caches and sockets, in one order. Entries are numbered consecutively and kept for a day: a node
 * that needs an older one starts afresh.
 */
export interface ChangeLog {
  /** Appends those of the events that are not in it yet; resolves with the number of the last entry once they are stored for good. */
  append(events: readonly DeliveredEvent[]): Promise<number>;
  /** The number of the last entry, 0 for none. */
  lastSeq(): Promise<number>;
  /** Entries that follow `seq` in ascending order, `limit` at most. */
  after(seq: number, limit: number): Promise<LogEntry[]>;
}
