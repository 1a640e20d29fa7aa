import { eventsPerDelivery, type OutboxEvent } from '@maru/contracts/internal/events';
import type { Logger } from '../logger.js';

export interface OutboxRow {
  id: string;
  event: OutboxEvent;
  /** Identifies the row for its receiver, also among rows of a database that was restored and counts anew. */
  deliveryId: string;
}

/** The table that changes and their events are written to in one transaction. */
export interface OutboxStore {
  /** Runs `work` while holding the one lease of this outbox; undefined, without running, when another node has it. */
  withLease<T>(work: () => Promise<T>): Promise<T | undefined>;
  /** The oldest rows in order. */
  nextBatch(limit: number): Promise<OutboxRow[]>;
  remove(ids: string[]): Promise<void>;
}

interface RelayOptions {
  store: OutboxStore;
  /** Must resolve only when the receiver will not lose any of them; `ids` let it recognise a repeat. */
  deliver: (events: OutboxEvent[], ids: string[]) => Promise<void>;
  log: Logger;
  /** Interval between polls without a poke: catches events that a crashed node committed but never announced. */
  pollMs?: number;
  maxBackoffMs?: number;
}

export interface OutboxRelay {
  start(): void;
  /** Something was committed: deliver now. */
  poke(): void;
  /** Ends after the delivery that is under way. */
  stop(): Promise<void>;
}

/** Far below what the receiver takes as one body; a single event may be larger. */
const maxBatchBytes = 512 * 1024;

/** The first rows, as many as fit into one delivery. */
const firstThatFit = (rows: OutboxRow[]): OutboxRow[] => {
  let bytes = 0;
  const end = rows.findIndex(({ event }, index) => {
    bytes += Buffer.byteLength(JSON.stringify(event));
    return index > 0 && bytes > maxBatchBytes;
  });
  return end < 0 ? rows : rows.slice(0, end);
};

/**
 * Delivers events in the order of their ids, at least once: rows are removed only after delivery, so a crash in
 * between repeats them. While the receiver is down it tries again with growing pauses; nothing is lost.
 */
export const createOutboxRelay = (options: RelayOptions): OutboxRelay => {
  const { store, deliver, log, pollMs = 1_000, maxBackoffMs = 5_000 } = options;
  let isStopped = false;
  let isPoked = false;
  let failures = 0;
  let wake: (() => void) | undefined;
  let running: Promise<void> | undefined;

  const drain = async () => {
    while (!isStopped) {
      const rows = firstThatFit(await store.nextBatch(eventsPerDelivery));
      if (rows.length === 0) return;
      await deliver(
        rows.map((row) => row.event),
        rows.map((row) => row.deliveryId),
      );
      await store.remove(rows.map((row) => row.id));
    }
  };

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const attempt = async () => {
    isPoked = false;
    try {
      await store.withLease(drain);
      if (failures > 0) log.info({ failures }, 'outbox delivery recovered');
      failures = 0;
    } catch (error) {
      failures += 1;
      // The first failure tells all; the rest of a long downtime would only fill the log.
      if (failures === 1) log.warn({ err: error }, 'outbox delivery failed; trying again');
    }
  };

  const backoff = () => Math.min(maxBackoffMs, 100 * 2 ** Math.min(failures, 10));

  const loop = async () => {
    while (!isStopped) {
      await attempt();
      if (failures > 0) await pause(backoff());
      else if (!isPoked) await pause(pollMs);
    }
  };

  return {
    start: () => {
      running ??= loop();
    },
    poke: () => {
      isPoked = true;
      if (failures === 0) wake?.();
    },
    stop: async () => {
      isStopped = true;
      wake?.();
      await running;
    },
  };
};
