import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { systemClock } from '@maru/service-kit/clock';
import { createTestDatabase } from '@maru/service-kit/testing/database';
import { PrismaService } from './prisma.service.js';

let schema: Awaited<ReturnType<typeof createTestDatabase>>;
let prisma: PrismaService;
let told = 0;
beforeAll(async () => {
  schema = await createTestDatabase(fileURLToPath(new URL('../../prisma/migrations', import.meta.url)));
  prisma = new PrismaService({ url: schema.url, onRecorded: () => (told += 1), clock: systemClock });
});
afterAll(async () => {
  await prisma.$disconnect();
  await schema.drop();
});

it('a repeated request returns the first reply, and records its events and jobs once', async () => {
  const userId = randomUUID();
  const ask = () =>
    prisma.transactOnce({ userId, key: 'k', request: ['leave'] }, async ({ record, enqueue }) => {
      await record({ type: 'account.deleted', userId });
      await enqueue({ kind: 'erase-account', userId });
      return { id: randomUUID() };
    });
  const [first, ...others] = [...(await Promise.all([ask(), ask()])), await ask()];
  for (const other of others) expect(other).toEqual(first);
  const counts = await Promise.all([
    prisma.outboxRow.count(),
    prisma.chatOutboxRow.count(),
    prisma.jobRow.count(),
  ]);
  expect(counts).toEqual([1, 1, 1]);
  expect(told).toBe(1);
});

it('a request of another kind under the same key is refused', async () => {
  const userId = randomUUID();
  const ask = (request: string) =>
    prisma.transactOnce({ userId, key: 'k', request }, async () => ({ ok: true }));
  await ask('one');
  await expect(ask('two')).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
});

it('two transactions that lock the same rows in opposite order both commit', async () => {
  const [one, two] = [randomUUID(), randomUUID()];
  const row = { text: 'note', authorId: randomUUID() };
  await prisma.personNote.createMany({
    data: [
      { ...row, aboutId: one },
      { ...row, aboutId: two },
    ],
  });
  let holding = 0;
  let attempts = 0;
  let open: () => void = () => undefined;
  const bothHold = new Promise<void>((resolve) => (open = resolve));
  const lockBoth = (first: string, second: string) =>
    prisma.transact(async ({ db }) => {
      attempts += 1;
      await db.personNote.updateMany({ where: { aboutId: first }, data: { text: second } });
      holding += 1;
      if (holding === 2) open();
      await bothHold;
      await db.personNote.updateMany({ where: { aboutId: second }, data: { text: second } });
    });
  await Promise.all([lockBoth(one, two), lockBoth(two, one)]);
  expect(attempts).toBeGreaterThan(2);
});
