import { AppError } from './app-error.js';
import { createCounter, type SharedStore } from './counters.js';

export interface StrikesOptions {
  strikes: number;
  quietSeconds: number;
}

/** So many failures, then none before a quiet time: stays below the lock of a system behind that counts failures in a row. */
export interface Strikes {
  /** Takes one before the attempt, so that parallel ones can't share it; RATE_LIMITED when none is left. */
  take(key: string): Promise<void>;
  /** The attempt failed: the quiet time begins anew. */
  extend(key: string): Promise<void>;
  /** The system behind has forgotten all failures. */
  clear(key: string): Promise<void>;
}

/** Counted for all nodes when `shared` is given. */
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
