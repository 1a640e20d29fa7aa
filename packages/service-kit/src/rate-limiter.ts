import type { Redis } from 'ioredis';
import { AppError } from './app-error.js';
import { createBackoff, type Backoff } from './backoff.js';
import { createCircuit, createCounter } from './counters.js';
import { createStrikes, type Strikes, type StrikesOptions } from './strikes.js';

export interface RateLimit {
  /** Consumes points of `key`, one by default. @throws RATE_LIMITED with `retryAfterMs` if none is left. */
  consume(key: string, points?: number): Promise<void>;
}

interface Budget {
  points: number;
  seconds: number;
}

export interface RateLimiter {
  /** A limit of points per window of seconds; `name` separates its keys from those of other limits. */
  limit(name: string, budget: Budget): RateLimit;
  /** Growing delays after failures; see `Backoff`. */
  backoff(name: string): Backoff;
  /** A few free failures, then a pause; see `Strikes`. */
  strikes(name: string, options: StrikesOptions): Strikes;
}

interface RateLimiterOptions {
  /** See `connectLimiterRedis`. */
  redis?: Redis;
  /** Called once when Redis stops answering. */
  onRedisLost?: (error: unknown) => void;
}

/** Rate limits: shared by all nodes if `redis` is given, otherwise per process. */
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
