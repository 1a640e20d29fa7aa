import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { toAppError } from '@maru/service-kit/app-error';
import { createTestDatabase } from '@maru/service-kit/testing/database';
import { createTcpProxy } from '@maru/service-kit/testing/tcp-proxy';
import { until } from '@maru/service-kit/testing/until';
import { Database } from './database.js';

let schema: Awaited<ReturnType<typeof createTestDatabase>>;
let proxy: Awaited<ReturnType<typeof createTcpProxy>>;
let database: Database;
beforeAll(async () => {
  schema = await createTestDatabase(fileURLToPath(new URL('../../prisma/migrations', import.meta.url)));
  const url = new URL(schema.url);
  proxy = await createTcpProxy({ host: url.hostname, port: Number(url.port) });
  url.host = `127.0.0.1:${proxy.port}`;
  database = new Database({
    url: url.href,
    mediaUrl: '/media',
    waits: { connectionWaitMs: 500, silenceMs: 1_500 },
  });
});
afterAll(async () => {
  await database.close();
  await proxy.goDown().catch(() => undefined);
  await schema.drop();
});

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => toAppError(error),
  );

it('a query, a new transaction and one that is under way are UNAVAILABLE while the database is away', async () => {
  await database.ping();
  const settled = () => schema.isAtRest(3);
  const underWay = await failureOf(
    database.transact(async ({ db }) => {
      await db.server.count();
      // The driver reports a connection that is lost while it opens a second time, as an unhandled rejection.
      await until(settled, 'this transaction and the idle connections are open');
      await proxy.goDown();
      await db.server.count();
    }),
  );
  const others = await Promise.all([
    failureOf(database.prisma.server.count()),
    failureOf(database.ping()),
    failureOf(database.transact(({ db }) => db.server.count())),
  ]);
  for (const error of [underWay, ...others])
    expect(error).toMatchObject({ code: 'UNAVAILABLE', retryAfterMs: 1_000 });
  await proxy.comeBack();
  await until(() =>
    database.ping().then(
      () => true,
      () => false,
    ),
  );
});

it('connections that a hung database keeps silent are closed, and queries work again once it recovers', async () => {
  await database.ping();
  proxy.hang();
  const stuck = await Promise.all(
    Array.from({ length: 12 }, () => failureOf(database.prisma.server.count())),
  );
  for (const error of stuck) expect(error).toMatchObject({ code: 'UNAVAILABLE' });
  proxy.recover();
  await until(() =>
    database.prisma.server.count().then(
      () => true,
      () => false,
    ),
  );
});

it('a connection that was idle for longer than that serves the next query', async () => {
  await database.ping();
  await delay(1_700);
  await expect(database.prisma.server.count()).resolves.toBe(0);
});
