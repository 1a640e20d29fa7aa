import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from './app-error.js';
import { createBackoff, type Backoff } from './backoff.js';

export interface RateLimit {
  /** Takes one point of `key`; throws RATE_LIMITED with `retryAfterMs` when none is left. */
  consume(key: string): Promise<void>;
}

interface Budget {
  points: number;
  seconds: number;
}

export interface RateLimiter {
  /** A limit of so many points in so many seconds; `name` keeps its keys apart from those of other limits. */
  limit(name: string, budget: Budget): RateLimit;
  /** Growing waits after failures; see `Backoff`. */
  backoff(name: string): Backoff;
}

/** Limits shared by all nodes when `redis` is given, else of this process alone. */
export const createRateLimiter = ({ redis }: { redis?: Redis } = {}): RateLimiter => ({
  backoff: (name) => createBackoff(name, { redis }),
  limit(name, { points, seconds }) {
    const options = { keyPrefix: `limit:${name}`, points, duration: seconds };
    const memory = new RateLimiterMemory(options);
    // With Redis away the limits go on per node: better than none, and better than refusing everybody.
    const limiter = redis
      ? new RateLimiterRedis({ ...options, storeClient: redis, insuranceLimiter: memory })
      : memory;

    return {
      async consume(key) {
        try {
          await limiter.consume(key);
        } catch (error) {
          if (!(error instanceof RateLimiterRes)) throw error;
          throw new AppError('RATE_LIMITED', { retryAfterMs: error.msBeforeNext });
        }
      },
    };
  },
});
