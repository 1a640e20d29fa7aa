import { AppError } from './app-error.js';
import { createCounter, type SharedStore } from './counters.js';

export interface StrikesOptions {
  strikes: number;
  quietSeconds: number;
}

/** Allows a number of failures, then pauses: stays below the lockout of a downstream system that counts consecutive failures. */
export interface Strikes {
  /** Takes a strike before the attempt, so that parallel attempts can't share one. @throws RATE_LIMITED if none is left. */
  take(key: string): Promise<void>;
  /** The attempt failed: restarts the pause. */
  extend(key: string): Promise<void>;
  /** The downstream system has reset its failure count. */
  clear(key: string): Promise<void>;
}

/** Counted across nodes if `shared` is given. */
export const createStrikes = (
  name: string,
  { strikes, quietSeconds }: StrikesOptions,
  shared?: SharedStore,
): Strikes => {
  const counter = createCounter({ name: `strikes:${name}`, seconds: quietSeconds }, shared);
  return {
    async take(key) {
      const { count, msLeft } = await counter.add(key);
      if (count > strikes) throw new AppError('RATE_LIMITED', { retryAfterMs: msLeft });
    },
    async extend(key) {
      const counted = await counter.get(key);
      await counter.set(key, Math.max(1, counted?.count ?? 1), quietSeconds);
    },
    clear: (key) => counter.forget(key),
  };
};
