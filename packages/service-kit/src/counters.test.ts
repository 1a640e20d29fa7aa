import { describe, expect, it } from '@jest/globals';
import { createCircuit, createMemoryCounter, maxCountedKeys } from './counters.js';
import { createRateLimiter } from './rate-limiter.js';

describe('a counter in memory', () => {
  it('keeps a bounded number of keys, the busiest ones longest', async () => {
    const counter = createMemoryCounter({ seconds: 60 });
    for (let index = 0; index < 2 * maxCountedKeys; index += 1) {
      await counter.add(`address ${index}`);
      if (index % 100 === 0) await counter.add('busy');
    }
    expect(counter.size).toBe(maxCountedKeys);
    expect(await counter.get('busy')).toMatchObject({ count: (2 * maxCountedKeys) / 100 });
    expect(await counter.get('address 0')).toBeUndefined();
  });

  it('restarts when its window has ended', async () => {
    const counter = createMemoryCounter({ seconds: 0 });
    await counter.add('a');
    expect(await counter.add('a')).toMatchObject({ count: 1 });
  });
});

describe('a rate limit', () => {
  it('grants its points and no more', async () => {
    const limit = createRateLimiter().limit('test', { points: 5, seconds: 60 });
    await limit.consume('a', 3);
    await limit.consume('a', 2);
    await expect(limit.consume('a')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    await limit.consume('b');
  });
});

it('an open circuit lets one call through to a failing store once in a while', async () => {
  const circuit = createCircuit();
  let asked = 0;
  const failing = async () => {
    asked += 1;
    throw new Error('timeout');
  };
  for (let call = 0; call < 100; call += 1)
    expect(await circuit.run(failing, async () => 'here')).toBe('here');
  expect(asked).toBe(1);
});
