import { eventsPerDelivery, type OutboxEvent } from '@maru/contracts/internal/events';
import type { ErrorCode } from '@maru/contracts/errors';
import { AppError } from '../app-error.js';
import type { Logger } from '../logger.js';

export interface OutboxRow {
  id: string;
  event: OutboxEvent;
  /** Rows of one partition are delivered in order; a store without partitions has one order for all rows. */
  partition?: string;
  /** Identifies the row for its receiver, also among rows of a database that was restored and counts anew. */
  deliveryId: string;
}

/** The table that changes and their events are written to in one transaction. */
export interface OutboxStore {
  /** Runs `work` while holding the one lease of this outbox; undefined, without running, when another node has it. */
  withLease<T>(work: () => Promise<T>): Promise<T | undefined>;
  /** The oldest rows in order, of each partition. */
  nextBatch(limit: number): Promise<OutboxRow[]>;
  remove(ids: string[]): Promise<void>;
  /** Moves a row that its receiver refuses out of the way, and keeps it. Without this method, such a row is tried for ever. */
  setAside?(row: OutboxRow, error: unknown): Promise<void>;
}

interface RelayOptions {
  store: OutboxStore;
  /** Must resolve only when the receiver will not lose any of them; `ids` let it recognise a repeat. */
  deliver: (events: OutboxEvent[], ids: string[]) => Promise<void>;
  log: Logger;
  /** Interval between polls without a poke: catches events that a crashed node committed but never announced. */
  pollMs?: number;
  maxBackoffMs?: number;
  /** A row was set aside: its receiver has refused it again and again. */
  onSetAside?: (row: OutboxRow) => void;
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

/**
 * Refusals after which a row is set aside. With the pauses between them they take more than a minute, in which a deployment can bring the
 * version that understands the row.
 */
const maxRefusals = 20;

/** Errors that say nothing about a row: its receiver is away, is busy, does not know the caller, or is too old for the route. */
const passing: ReadonlySet<ErrorCode> = new Set([
  'UNAVAILABLE',
  'RATE_LIMITED',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
]);
const isRefusal = (error: unknown): boolean => error instanceof AppError && !passing.has(error.code);

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
  const { store, deliver, log, pollMs = 1_000, maxBackoffMs = 5_000, onSetAside } = options;
  const refusals = new Map<string, number>();
  let isStopped = false;
  let isPoked = false;
  let failures = 0;
  let wake: (() => void) | undefined;
  let running: Promise<void> | undefined;

  const deliverTogether = async (rows: OutboxRow[]) => {
    await deliver(
      rows.map((row) => row.event),
      rows.map((row) => row.deliveryId),
    );
    await store.remove(rows.map((row) => row.id));
  };

  /** Returns the error while the row may still be taken later, undefined once it is delivered or set aside. */
  const deliverOne = async (row: OutboxRow): Promise<unknown> => {
    try {
      await deliverTogether([row]);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const { deliveryId, event } = row;
      const count = (refusals.get(deliveryId) ?? 0) + 1;
      refusals.set(deliveryId, count);
      if (!store.setAside || count < maxRefusals) return error;
      await store.setAside(row, error);
      log.error({ err: error, deliveryId, type: event.type }, 'outbox entry set aside');
      onSetAside?.(row);
    }
    refusals.delete(row.deliveryId);
    return undefined;
  };

  /** Finds the rows that are refused; each keeps only its own partition waiting. */
  const deliverOneByOne = async (rows: OutboxRow[]) => {
    const waiting = new Set<string | undefined>();
    let failure: unknown;
    for (const row of rows) {
      if (waiting.has(row.partition)) continue;
      const error = await deliverOne(row);
      if (error === undefined) continue;
      waiting.add(row.partition);
      failure ??= error;
    }
    if (failure !== undefined) throw failure;
  };

  const drain = async () => {
    while (!isStopped) {
      const rows = firstThatFit(await store.nextBatch(eventsPerDelivery));
      if (rows.length === 0) {
        refusals.clear();
        return;
      }
      try {
        await deliverTogether(rows);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        await deliverOneByOne(rows);
      }
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
