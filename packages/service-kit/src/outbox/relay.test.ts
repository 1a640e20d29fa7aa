import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { OutboxEvent } from '@maru/contracts/internal/events';
import { AppError } from '../app-error.js';
import { createLogger } from '../logger.js';
import { until } from '../testing/until.js';
import { createOutboxRelay, type OutboxRelay, type OutboxRow, type OutboxStore } from './relay.js';

const log = createLogger({ service: 'test', level: 'silent' });

const eventNumber = (n: number): OutboxEvent => ({
  type: 'session.ended',
  userId: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  sessionId: String(n),
  endedAt: '2026-01-01T00:00:00.000Z',
});
const numberOf = (event: OutboxEvent) =>
  event.type === 'session.ended' ? Number(event.sessionId) : Number.NaN;

/** An outbox in memory; `failures` says which of its next calls fail, as a crash between two lines would. */
const createFakeStore = (rows: OutboxRow[], failures: boolean[] = []) => {
  let isLeased = false;
  const mayFail = () => {
    if (failures.shift()) throw new Error('connection lost');
  };
  const store: OutboxStore = {
    async withLease(work) {
      if (isLeased) return undefined;
      isLeased = true;
      try {
        return await work();
      } finally {
        isLeased = false;
      }
    },
    async nextBatch(limit) {
      mayFail();
      return rows.slice(0, limit);
    },
    async remove(ids) {
      mayFail();
      for (const id of ids)
        rows.splice(
          rows.findIndex((row) => row.id === id),
          1,
        );
    },
  };
  return store;
};

const rowsTo = (count: number): OutboxRow[] =>
  Array.from({ length: count }, (_, index) => ({
    id: String(index + 1),
    event: eventNumber(index + 1),
    deliveryId: `test:${index + 1}`,
  }));

const relays: OutboxRelay[] = [];
afterEach(() => Promise.all(relays.splice(0).map((relay) => relay.stop())));

const startRelay = (store: OutboxStore, deliver: (events: OutboxEvent[]) => Promise<void>) => {
  const relay = createOutboxRelay({ store, deliver, log, pollMs: 1, maxBackoffMs: 1 });
  relays.push(relay);
  relay.start();
  return relay;
};

describe('the outbox relay', () => {
  it('delivers everything in order and empties the outbox', async () => {
    const rows = rowsTo(250);
    const delivered: number[] = [];
    startRelay(createFakeStore(rows), async (events) => void delivered.push(...events.map(numberOf)));
    await until(() => rows.length === 0);
    expect(delivered).toEqual(Array.from({ length: 250 }, (_, index) => index + 1));
  });

  it('loses nothing and never goes back in time, whatever fails (property)', async () => {
    const scenario = fc.record({
      count: fc.integer({ min: 1, max: 230 }),
      storeFailures: fc.array(fc.boolean(), { maxLength: 12 }),
      deliveryFailures: fc.array(fc.boolean(), { maxLength: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(scenario, async ({ count, storeFailures, deliveryFailures }) => {
        const rows = rowsTo(count);
        const delivered: number[] = [];
        const relay = startRelay(createFakeStore(rows, [...storeFailures]), async (events) => {
          if (deliveryFailures.shift()) throw new Error('receiver is down');
          delivered.push(...events.map(numberOf));
        });
        await until(() => rows.length === 0);
        await relay.stop();
        const firstTimes = delivered.filter((n, index) => delivered.indexOf(n) === index);
        expect(firstTimes).toEqual(Array.from({ length: count }, (_, index) => index + 1));
      }),
      { numRuns: 60 },
    );
  });

  it('splits what is too long for one delivery, and delivers a single long event alone', async () => {
    const rows = rowsTo(3).map((row) => ({
      ...row,
      event: { ...row.event, sessionId: row.id.padStart(400_000, '0') } as OutboxEvent,
    }));
    const deliveries: number[][] = [];
    startRelay(createFakeStore(rows), async (events) => void deliveries.push(events.map(numberOf)));
    await until(() => rows.length === 0);
    expect(deliveries).toEqual([[1], [2], [3]]);
  });

  it('leaves the work to the node that holds the lease', async () => {
    const rows = rowsTo(1);
    const store = createFakeStore(rows);
    let calls = 0;
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const slow = async () => {
      calls += 1;
      await held;
    };
    startRelay(store, slow);
    const second = startRelay(store, slow);
    await until(() => calls > 0);
    second.poke();
    release();
    await until(() => rows.length === 0);
    expect(calls).toBe(1);
  });

  describe('with partitions', () => {
    /** Rows 1, 2, 3 … alternate between two partitions. */
    const partitioned = (count: number) => {
      const rows = rowsTo(count).map((row, index) => ({ ...row, partition: index % 2 === 0 ? 'a' : 'b' }));
      const aside: string[] = [];
      const store: OutboxStore = {
        ...createFakeStore(rows),
        setAside: async ({ id }) => {
          aside.push(id);
          const index = rows.findIndex((row) => row.id === id);
          rows.splice(index, 1);
        },
      };
      return { rows, aside, store };
    };

    it('sets aside a row that is refused again and again; only its own partition waits meanwhile', async () => {
      const { rows, aside, store } = partitioned(6);
      const delivered: number[] = [];
      startRelay(store, async (events) => {
        if (events.some((event) => numberOf(event) === 1)) throw new AppError('VALIDATION_FAILED');
        delivered.push(...events.map(numberOf));
      });
      await until(() => rows.length === 0);
      expect(aside).toEqual(['1']);
      expect(delivered).toEqual([2, 4, 6, 3, 5]);
    });

    it.each(['UNAVAILABLE', 'UNAUTHENTICATED'] as const)('never sets a row aside for %s', async (code) => {
      const { rows, aside, store } = partitioned(2);
      let attempts = 0;
      startRelay(store, async () => {
        attempts += 1;
        if (attempts <= 40) throw new AppError(code);
      });
      await until(() => rows.length === 0);
      expect(aside).toEqual([]);
    });
  });
});
