import type { Redis } from 'ioredis';
import { AppError } from './app-error.js';
import { createBackoff, type Backoff } from './backoff.js';
import { createCircuit, createCounter } from './counters.js';
import { createStrikes, type Strikes, type StrikesOptions } from './strikes.js';

export interface RateLimit {
  /** Takes points of `key`, one unless told otherwise; throws RATE_LIMITED with `retryAfterMs` when none is left. */
  consume(key: string, points?: number): Promise<void>;
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
  /** A few failures, then none for a while; see `Strikes`. */
  strikes(name: string, options: StrikesOptions): Strikes;
}

interface RateLimiterOptions {
  /** See `connectLimiterRedis`. */
  redis?: Redis;
  /** Hears once when Redis stops answering. */
  onRedisLost?: (error: unknown) => void;
}

/** Limits shared by all nodes when `redis` is given, else of this process alone. */
export const createRateLimiter = ({ redis, onRedisLost }: RateLimiterOptions = {}): RateLimiter => {
  const shared = redis && { redis, circuit: createCircuit(onRedisLost) };
  return {
    backoff: (name) => createBackoff(name, shared),
    strikes: (name, options) => createStrikes(name, options, shared),
    limit(name, { points, seconds }) {
      const counter = createCounter({ name: `limit:${name}`, seconds }, shared);
      return {
        async consume(key, taken = 1) {
          const { count, msLeft } = await counter.add(key, taken);
          if (count > points) throw new AppError('RATE_LIMITED', { retryAfterMs: msLeft });
        },
      };
    },
  };
};
