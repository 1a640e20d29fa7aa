import { AppError } from './app-error.js';
import { createCounter, type SharedStore } from './counters.js';

/** Protects a guessable secret: repeated failures make the caller wait ever longer. */
export interface Backoff {
  /** @throws RATE_LIMITED with `retryAfterMs` while `key` has to wait. */
  check(key: string): Promise<void>;
  fail(key: string): Promise<void>;
  succeed(key: string): Promise<void>;
}

const freeFailures = 5;
const quietSeconds = 15 * 60;
const maxDelaySeconds = 15 * 60;

/** Seconds: 1, 2, 4 … up to 15 minutes, or to `maxSeconds`. */
export const growingDelay = (step: number, maxSeconds = maxDelaySeconds): number =>
  Math.min(2 ** step, maxSeconds);

/** Seconds to wait after the n-th failure: none for the first four, then doubling. */
export const delayAfter = (failures: number): number =>
  failures < freeFailures ? 0 : growingDelay(failures - freeFailures);

/** Counted across nodes if `shared` is given; 15 minutes without a failure reset the count. */
export const createBackoff = (name: string, shared?: SharedStore): Backoff => {
  const failures = createCounter({ name: `failures:${name}`, seconds: quietSeconds }, shared);
  const waits = createCounter({ name: `waits:${name}`, seconds: maxDelaySeconds }, shared);

  return {
    async check(key) {
      const wait = await waits.get(key);
      if (wait) throw new AppError('RATE_LIMITED', { retryAfterMs: wait.msLeft });
    },
    async fail(key) {
      const { count } = await failures.add(key);
      const seconds = delayAfter(count);
      if (seconds > 0) await waits.set(key, 1, seconds);
    },
    async succeed(key) {
      await Promise.all([failures.forget(key), waits.forget(key)]);
    },
  };
};
