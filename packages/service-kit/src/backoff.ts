import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import { AppError } from './app-error.js';

/** Guards a secret that can be guessed: whoever fails again and again has to wait longer and longer. */
export interface Backoff {
  /** Throws RATE_LIMITED with `retryAfterMs` while `key` has to wait. */
  check(key: string): Promise<void>;
  fail(key: string): Promise<void>;
  succeed(key: string): Promise<void>;
}

const freeFailures = 5;
const quietSeconds = 15 * 60;
const maxDelaySeconds = 15 * 60;

/** Seconds: 1, 2, 4 … up to 15 minutes. */
export const growingDelay = (step: number): number => Math.min(2 ** step, maxDelaySeconds);

/** Seconds to wait after the n-th failure: none for the first four, then growing ones. */
export const delayAfter = (failures: number): number =>
  failures < freeFailures ? 0 : growingDelay(failures - freeFailures);

/** Counted for all nodes when `redis` is given; 15 quiet minutes make good for all. */
export const createBackoff = (name: string, { redis }: { redis?: Redis } = {}): Backoff => {
  const limiter = (keyPrefix: string, points: number, duration: number) => {
    const memory = new RateLimiterMemory({ keyPrefix, points, duration });
    return redis
      ? new RateLimiterRedis({ keyPrefix, points, duration, storeClient: redis, insuranceLimiter: memory })
      : memory;
  };
  const failures = limiter(`failures:${name}`, Number.MAX_SAFE_INTEGER, quietSeconds);
  const waits = limiter(`waits:${name}`, 1, maxDelaySeconds);

  return {
    async check(key) {
      const wait = await waits.get(key);
      if (wait && wait.consumedPoints > 1 && wait.msBeforeNext > 0)
        throw new AppError('RATE_LIMITED', { retryAfterMs: wait.msBeforeNext });
    },
    async fail(key) {
      const { consumedPoints } = await failures.penalty(key);
      const seconds = delayAfter(consumedPoints);
      if (seconds > 0) await waits.block(key, seconds);
    },
    async succeed(key) {
      await Promise.all([failures.delete(key), waits.delete(key)]);
    },
  };
};
