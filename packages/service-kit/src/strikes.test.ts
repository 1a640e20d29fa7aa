import { beforeEach, expect, it, jest } from '@jest/globals';
import { createStrikes, type Strikes } from './strikes.js';

let strikes: Strikes;
beforeEach(() => {
  jest.useFakeTimers();
  strikes = createStrikes('test', { strikes: 4, quietSeconds: 900 });
});

const fail = async () => {
  await strikes.take('a');
  await strikes.extend('a');
};
const wait = (seconds: number) => jest.advanceTimersByTimeAsync(seconds * 1000);

it('allows four failures, even in parallel; the fifth has to wait', async () => {
  const answers = await Promise.allSettled(Array.from({ length: 30 }, () => strikes.take('a')));
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
  await expect(strikes.take('a')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  await expect(strikes.take('b')).resolves.toBeUndefined();
});

it('slow failures never exceed four without a pause', async () => {
  let inARow = 0;
  let lastAt = -Infinity;
  for (let second = 0; second < 6 * 3600; second += 290) {
    const isAllowed = await fail().then(
      () => true,
      () => false,
    );
    if (isAllowed) {
      inARow = second - lastAt >= 900 ? 1 : inARow + 1;
      lastAt = second;
      expect(inARow).toBeLessThanOrEqual(4);
    }
    await wait(290);
  }
  expect(lastAt).toBeGreaterThan(3600);
});

it('a success resets the count', async () => {
  for (let n = 0; n < 4; n += 1) await fail();
  await strikes.clear('a');
  await expect(strikes.take('a')).resolves.toBeUndefined();
});
