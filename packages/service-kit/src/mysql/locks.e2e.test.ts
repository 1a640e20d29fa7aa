import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createTestDatabase } from '../testing/database.js';
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
