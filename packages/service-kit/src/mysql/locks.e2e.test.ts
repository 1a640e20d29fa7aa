import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { toAppError } from '../app-error.js';
import { createTestDatabase } from '../testing/database.js';
import { createTcpProxy } from '../testing/tcp-proxy.js';
import { createLocks, type Locks } from './locks.js';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let locks: Locks;
beforeAll(async () => {
  database = await createTestDatabase();
  locks = createLocks(database.url);
});
afterAll(() => database.drop());

it('never runs two tasks with a common lock name at once', async () => {
  let running = 0;
  let most = 0;
  const work = async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
  };
  const names = [['a', 'b'], ['b', 'a'], ['a'], ['a', 'c'], ['c', 'a', 'b']];
  await Promise.all(names.map((each) => locks.withLocks(each, work)));
  expect(most).toBe(1);
});

it("gives up if a lock isn't free in time, and releases locks after a failure", async () => {
  const failing = locks.withLocks(['x'], async () => {
    await expect(locks.withLocks(['x'], async () => 1, { waitSeconds: 0 })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    throw new Error('broken');
  });
  await expect(failing).rejects.toThrow('broken');
  await expect(locks.withLocks(['x'], async () => 2)).resolves.toBe(2);
});

const behindProxy = async () => {
  const url = new URL(database.url);
  const proxy = await createTcpProxy({ host: url.hostname, port: Number(url.port) });
  url.host = `127.0.0.1:${proxy.port}`;
  return { proxy, locks: createLocks(url.href, { silenceMs: 300 }) };
};

it('work whose connection is lost goes on, the process stays, and its locks are free', async () => {
  const { proxy, locks: distant } = await behindProxy();
  const result = await distant.withLocks(['lost'], async () => {
    await proxy.goDown();
    // Waits for the lock, so the server has noticed the loss.
    return locks.withLocks(['lost'], async () => 'both ran');
  });
  expect(result).toBe('both ran');
});

it('a database that hangs is UNAVAILABLE in time, and does not keep work that is done from ending', async () => {
  const { proxy, locks: distant } = await behindProxy();
  await expect(
    distant.withLocks(['hung'], async () => {
      proxy.hang();
      return 'done';
    }),
  ).resolves.toBe('done');
  const failure = await distant.withLocks(['hung'], async () => 'never').catch(toAppError);
  expect(failure).toMatchObject({ code: 'UNAVAILABLE' });
  await proxy.goDown();
});
