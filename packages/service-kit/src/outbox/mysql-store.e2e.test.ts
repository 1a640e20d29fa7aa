import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { createTcpProxy } from '../testing/tcp-proxy.js';
import { until } from '../testing/until.js';
import { createWorkDatabase, type WorkDatabase } from '../testing/work-database.js';
import { insertEvent } from './outbox-table.js';
import { createMysqlOutboxStore } from './mysql-store.js';

let database: WorkDatabase;
let proxy: Awaited<ReturnType<typeof createTcpProxy>>;
const stores: { close(): void }[] = [];
beforeAll(async () => {
  database = await createWorkDatabase();
});
afterEach(async () => {
  for (const store of stores.splice(0)) store.close();
  await proxy.goDown().catch(() => undefined);
  await database.db.$executeRaw`DELETE FROM outbox`;
});
afterAll(() => database.drop());

const addEvent = () =>
  insertEvent(database.db, 'outbox', {
    type: 'account.deleted',
    userId: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  });

const openStore = (url: string) => {
  const store = createMysqlOutboxStore(url, 'outbox', { silenceMs: 300 });
  stores.push(store);
  return store;
};

/** A store whose connection can be cut or hang, and one of another node. */
const twoNodes = async () => {
  const url = new URL(database.url);
  proxy = await createTcpProxy({ host: url.hostname, port: Number(url.port) });
  url.host = `127.0.0.1:${proxy.port}`;
  return { distant: openStore(url.href), other: openStore(database.url) };
};

it('a node that loses its connection during a delivery reads and removes nothing more without a new lease', async () => {
  const { distant, other } = await twoNodes();
  await addEvent();
  const outcomes: string[] = [];
  const outcomeOf = (work: Promise<unknown>) =>
    work.then(
      () => outcomes.push('done'),
      () => outcomes.push('refused'),
    );
  const run = distant.withLease(async () => {
    const [row] = await distant.nextBatch(10);
    await proxy.goDown();
    await proxy.comeBack();
    // Another node has the lease by now.
    await until(async () => (await other.withLease(async () => true)) === true);
    await outcomeOf(distant.remove([row?.id ?? '']));
    await outcomeOf(distant.nextBatch(10));
  });
  await expect(run).rejects.toThrow();
  expect(outcomes).toEqual(['refused', 'refused']);
  // The lease is free, and the next run works.
  for (const node of [other, distant])
    await until(async () => (await node.withLease(() => node.nextBatch(10)))?.length === 1);
});

it('a database that hangs fails the run in time, and the next run has a new connection', async () => {
  const { distant } = await twoNodes();
  await addEvent();
  const run = distant.withLease(async () => {
    proxy.hang();
    return distant.nextBatch(10);
  });
  await expect(run).rejects.toThrow();
  proxy.recover();
  // The server frees the lease once it notices the loss.
  await proxy.goDown();
  await proxy.comeBack();
  await until(async () => (await distant.withLease(() => distant.nextBatch(10)))?.length === 1);
});
