import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { OutboxEvent } from '@maru/contracts/internal/events';
import fc from 'fast-check';
import type { Clock } from '../clock.js';
import { createTestClock } from '../testing/test-clock.js';
import { createWorkDatabase, type WorkDatabase } from '../testing/work-database.js';
import { until } from '../testing/until.js';
import { pruneReplies } from './idempotency-keys.js';
import type { SqlClient } from './sql-client.js';
import { createUnitOfWork } from './unit-of-work.js';

interface Note {
  kind: 'note';
  text: string;
}

let database: WorkDatabase;
/** For each call of `onRecorded`, the committed events that another connection sees at that moment. */
let seenWhenTold: Promise<number>[];

beforeAll(async () => {
  database = await createWorkDatabase();
  await database.db.$executeRaw`CREATE TABLE counters (id INT PRIMARY KEY, value INT NOT NULL)`;
});
afterAll(() => database.drop());
beforeEach(async () => {
  seenWhenTold = [];
  const { db } = database;
  await db.$executeRaw`DELETE FROM outbox`;
  await db.$executeRaw`DELETE FROM jobs`;
  await db.$executeRaw`DELETE FROM counters`;
  await db.$executeRaw`INSERT INTO counters VALUES (1, 0), (2, 0), (3, 0)`;
});

const unitOfWork = (clock?: Clock) =>
  createUnitOfWork<SqlClient, Note>({
    begin: database.begin,
    clock,
    onRecorded: () => void seenWhenTold.push(countEvents()),
  });

const anEvent = (): OutboxEvent => ({
  type: 'session.ended',
  userId: randomUUID(),
  sessionId: 's',
  endedAt: '2026-01-01T00:00:00.000Z',
});

const countOf = async (rows: Promise<{ count: number | bigint }[]>) => Number((await rows)[0]?.count);
const countEvents = () => countOf(database.db.$queryRaw`SELECT COUNT(*) AS count FROM outbox`);
const countJobs = () => countOf(database.db.$queryRaw`SELECT COUNT(*) AS count FROM jobs`);
const values = async () => {
  const rows = await database.db.$queryRaw<{ value: number }[]>`SELECT value FROM counters ORDER BY id`;
  return rows.map(({ value }) => value);
};
const increment = (db: SqlClient, id: number) =>
  db.$executeRaw`UPDATE counters SET value = value + 1 WHERE id = ${id}`;

/** Resolves for each caller once `parties` callers have come. */
const createBarrier = (parties: number) => {
  let come = 0;
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return () => {
    come += 1;
    if (come === parties) open();
    return opened;
  };
};

describe('a transaction', () => {
  it('commits its events and jobs together with its change, and tells the relay after the commit', async () => {
    await unitOfWork().transact(async ({ db, record, enqueue }) => {
      await increment(db, 1);
      await record(anEvent());
      await enqueue({ kind: 'note', text: 'hello' });
      expect(seenWhenTold).toEqual([]);
    });
    expect(await Promise.all(seenWhenTold)).toEqual([1]);
    expect([await values(), await countJobs()]).toEqual([[1, 0, 0], 1]);
  });

  it('that is rolled back leaves no event and no job, and tells nothing', async () => {
    const failing = unitOfWork().transact(async ({ db, record, enqueue }) => {
      await increment(db, 1);
      await record(anEvent());
      await enqueue({ kind: 'note', text: 'hello' });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect([await values(), await countEvents(), await countJobs()]).toEqual([[0, 0, 0], 0, 0]);
    expect(seenWhenTold).toEqual([]);
  });

  it('without events tells nothing', async () => {
    await unitOfWork().transact(({ db }) => increment(db, 1));
    expect(seenWhenTold).toEqual([]);
  });

  it('sends an event to each outbox of its receivers', async () => {
    const { transact } = createUnitOfWork<SqlClient, Note>({
      begin: database.begin,
      outboxesOf: () => ['outbox', 'chat_outbox'],
    });
    await transact(({ record }) => record(anEvent()));
    const chat = countOf(database.db.$queryRaw`SELECT COUNT(*) AS count FROM chat_outbox`);
    expect([await countEvents(), await chat]).toEqual([1, 1]);
  });

  it('that deadlocks with another one runs again: both commit, each event is recorded once', async () => {
    const { transact } = unitOfWork();
    const bothHoldOne = createBarrier(2);
    let attempts = 0;
    const lockBoth = (first: number, second: number) =>
      transact(async ({ db, record }) => {
        attempts += 1;
        await record(anEvent());
        await increment(db, first);
        if (attempts <= 2) await bothHoldOne();
        await increment(db, second);
      });
    await Promise.all([lockBoth(1, 2), lockBoth(2, 1)]);
    expect(attempts).toBeGreaterThan(2);
    expect(await values()).toEqual([2, 2, 0]);
    expect([await countEvents(), seenWhenTold.length]).toEqual([2, 2]);
  });

  it('that deadlocks every time is given up', async () => {
    let attempts = 0;
    const deadlock = Object.assign(new Error('Deadlock found'), { errno: 1213 });
    const failing = unitOfWork().transact(() => {
      attempts += 1;
      return Promise.reject(deadlock);
    });
    await expect(failing).rejects.toBe(deadlock);
    expect(attempts).toBe(8);
  });

  it('loses no change and announces none that was rolled back, whatever meets (property)', async () => {
    const transaction = fc.record({
      locks: fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { minLength: 1 }),
      fails: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(transaction, { minLength: 2, maxLength: 6 }), async (transactions) => {
        const [before, eventsBefore] = [await values(), await countEvents()];
        seenWhenTold = [];
        const { transact } = unitOfWork();
        const outcomes = await Promise.allSettled(
          transactions.map(({ locks, fails }) =>
            transact(async ({ db, record }) => {
              for (const id of locks) await increment(db, id);
              await record(anEvent());
              if (fails) throw new Error('no');
            }),
          ),
        );
        expect(outcomes.map(({ status }) => status === 'rejected')).toEqual(
          transactions.map(({ fails }) => fails),
        );
        const committed = transactions.filter(({ fails }) => !fails);
        const expected = before.map(
          (value, index) => value + committed.filter(({ locks }) => locks.includes(index + 1)).length,
        );
        expect(await values()).toEqual(expected);
        expect(await countEvents()).toBe(eventsBefore + committed.length);
        expect(seenWhenTold).toHaveLength(committed.length);
        for (const seen of await Promise.all(seenWhenTold)) expect(seen).toBeGreaterThan(eventsBefore);
      }),
      { numRuns: 20 },
    );
  });
});

describe('a request with an idempotency key', () => {
  const asked = (key: string, request: unknown = 'increment') => ({ userId: 'u', key, request });

  it('changes something once, however often and however parallel it comes', async () => {
    const { transactOnce } = unitOfWork();
    const ask = () =>
      transactOnce(asked('once'), async ({ db, record }) => {
        await increment(db, 1);
        await record(anEvent());
        return { id: randomUUID() };
      });
    const replies = [...(await Promise.all([ask(), ask(), ask()])), await ask()];
    expect(new Set(replies.map(({ id }) => id)).size).toBe(1);
    expect([await values(), await countEvents()]).toEqual([[1, 0, 0], 1]);
    await until(() => seenWhenTold.length === 1);
  });

  it('is refused when the key belongs to another request', async () => {
    const { transactOnce } = unitOfWork();
    await transactOnce(asked('reused'), async () => ({ ok: true }));
    const other = transactOnce(asked('reused', 'something else'), async () => ({ ok: true }));
    await expect(other).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it('is authorized again when it is repeated', async () => {
    const { transactOnce } = unitOfWork();
    let isAllowed = true;
    const ask = () =>
      transactOnce(
        {
          ...asked('authorized'),
          authorize: async () => {
            if (!isAllowed) throw new Error('forbidden');
            return 'granted';
          },
        },
        async (_transaction, granted) => ({ granted }),
      );
    await expect(ask()).resolves.toEqual({ granted: 'granted' });
    isAllowed = false;
    await expect(ask()).rejects.toThrow('forbidden');
  });

  it('is forgotten a day later by the injected clock', async () => {
    const clock = createTestClock();
    clock.set(new Date('2030-01-01T00:00:00.000Z'));
    const { transactOnce } = unitOfWork(clock);
    const ask = () => transactOnce(asked('forgotten'), async () => ({ id: randomUUID() }));
    const prune = pruneReplies(database.db, clock);
    const first = await ask();
    clock.advance(86_400_000 - 1_000);
    await prune.run();
    await expect(ask()).resolves.toEqual(first);
    clock.advance(2_000);
    await prune.run();
    await expect(ask()).resolves.not.toEqual(first);
  });

  it('can be repeated after a failure', async () => {
    const { transactOnce } = unitOfWork();
    const failing = transactOnce(asked('again'), () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    await expect(transactOnce(asked('again'), async () => ({ ok: true }))).resolves.toEqual({ ok: true });
  });
});
