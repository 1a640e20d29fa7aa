import { describe, expect, it, jest } from '@jest/globals';
import { jitteredPause, retry } from './retry.js';

const failing = (failures: number) => {
  let runs = 0;
  return async () => {
    runs += 1;
    if (runs <= failures) throw new Error(`failure ${runs}`);
    return runs;
  };
};

describe('retry', () => {
  it('resolves with the first success and pauses after each failure', async () => {
    const pauseMs = jest.fn((_attempt: number) => 0);
    await expect(retry(failing(2), { attempts: 5, pauseMs })).resolves.toBe(3);
    expect(pauseMs.mock.calls).toEqual([[1], [2]]);
  });

  it('rejects with the last error when the attempts are used up', async () => {
    const pauseMs = jest.fn((_attempt: number) => 0);
    await expect(retry(failing(9), { attempts: 3, pauseMs })).rejects.toThrow('failure 3');
    expect(pauseMs).toHaveBeenCalledTimes(2);
  });

  it('does not repeat after an error that is not temporary', async () => {
    const isTemporary = (error: unknown) => String(error).includes('failure 1');
    await expect(retry(failing(9), { attempts: 9, pauseMs: () => 0, isTemporary })).rejects.toThrow(
      'failure 2',
    );
  });
});

it('jittered pauses stay below a bound that doubles', () => {
  const pauses = Array.from({ length: 100 }, () => jitteredPause(10)(3));
  expect(Math.max(...pauses)).toBeLessThanOrEqual(80);
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(0);
  expect(new Set(pauses).size).toBeGreaterThan(1);
});
