import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { createTestDatabase } from '@maru/service-kit/testing/database';
import { Database, type Db } from './database.js';

let schema: Awaited<ReturnType<typeof createTestDatabase>>;
let database: Database;
beforeAll(async () => {
  schema = await createTestDatabase(fileURLToPath(new URL('../../prisma/migrations', import.meta.url)));
  database = new Database({ url: schema.url, mediaUrl: '/media' });
});
afterAll(async () => {
  await database.close();
  await schema.drop();
});
beforeEach(async () => {
  await database.prisma.timerRow.deleteMany();
  await database.prisma.timerRow.createMany({
    data: ['one', 'two'].map((name) => ({ name, ranAt: new Date(0) })),
  });
});

const later = new Date('2026-01-01T00:00:00Z');
const touch = (db: Db, name: string) => db.timerRow.update({ where: { name }, data: { ranAt: later } });

/** A promise and the function that resolves it. */
const createSignal = () => {
  let send: () => void = () => undefined;
  const sent = new Promise<void>((resolve) => (send = resolve));
  return { send, sent };
};

it('a lock is waited for shorter than a transaction may take', async () => {
  const [row] = await database.prisma.$queryRaw<{ seconds: bigint }[]>`
    SELECT @@innodb_lock_wait_timeout AS seconds`;
  expect(Number(row?.seconds)).toBe(5);
});

it('two transactions that deadlock both commit', async () => {
  const holders = { one: createSignal(), two: createSignal() };
  let attempts = 0;
  const lockBoth = (first: 'one' | 'two', second: 'one' | 'two') =>
    database.transact(async ({ db }) => {
      attempts += 1;
      await touch(db, first);
      holders[first].send();
      await holders[second].sent;
      await touch(db, second);
    });
  await Promise.all([lockBoth('one', 'two'), lockBoth('two', 'one')]);
  expect(attempts).toBeGreaterThan(2);
});

it('a transaction that waits for a lock too long runs again', async () => {
  const [held, released] = [createSignal(), createSignal()];
  const holding = database.transact(async ({ db }) => {
    await touch(db, 'one');
    held.send();
    await released.sent;
  });
  await held.sent;
  let attempts = 0;
  await database.transact(async ({ db }) => {
    attempts += 1;
    if (attempts === 2) {
      released.send();
      await holding;
    }
    await db.$executeRaw`SET innodb_lock_wait_timeout = 1`;
    await touch(db, 'one');
  });
  expect(attempts).toBe(2);
});
