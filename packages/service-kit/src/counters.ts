import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import { RateLimiterRedis } from 'rate-limiter-flexible';

export interface Counted {
  count: number;
  /** Time until the count restarts. */
  msLeft: number;
}

/** Counts per key, in windows of fixed length. */
export interface Counter {
  add(key: string, points?: number): Promise<Counted>;
  get(key: string): Promise<Counted | undefined>;
  /** Sets the count and the length of its window. */
  set(key: string, count: number, seconds: number): Promise<void>;
  forget(key: string): Promise<void>;
}

interface CounterOptions {
  /** Separates keys from those of other counters. */
  name: string;
  seconds: number;
}

/** Keys of one counter in memory; the least recently counted is evicted first. */
export const maxCountedKeys = 10_000;

interface Window {
  count: number;
  endsAt: number;
}

/** Counts in this process only. */
export const createMemoryCounter = ({
  seconds,
}: Pick<CounterOptions, 'seconds'>): Counter & { readonly size: number } => {
  const windows = new LRUCache<string, Window>({ max: maxCountedKeys });
  const current = (key: string): Window | undefined => {
    const window = windows.get(key);
    return window && window.endsAt > Date.now() ? window : undefined;
  };
  const counted = ({ count, endsAt }: Window): Counted => ({ count, msLeft: endsAt - Date.now() });

  return {
    get size() {
      return windows.size;
    },
    async add(key, points = 1) {
      const window = current(key) ?? { count: 0, endsAt: Date.now() + seconds * 1_000 };
      window.count += points;
      windows.set(key, window);
      return counted(window);
    },
    async get(key) {
      const window = current(key);
      return window && counted(window);
    },
    async set(key, count, length) {
      windows.set(key, { count, endsAt: Date.now() + length * 1_000 });
    },
    async forget(key) {
      windows.delete(key);
    },
  };
};

/** Counts across all nodes. */
const createRedisCounter = (redis: Redis, { name, seconds }: CounterOptions): Counter => {
  const store = new RateLimiterRedis({
    storeClient: redis,
    keyPrefix: name,
    points: Number.MAX_SAFE_INTEGER,
    duration: seconds,
    rejectIfRedisNotReady: true,
  });
  return {
    async add(key, points = 1) {
      const { consumedPoints, msBeforeNext } = await store.penalty(key, points);
      return { count: consumedPoints, msLeft: msBeforeNext };
    },
    async get(key) {
      const found = await store.get(key);
      return found && found.msBeforeNext > 0
        ? { count: found.consumedPoints, msLeft: found.msBeforeNext }
        : undefined;
    },
    async set(key, count, length) {
      await store.set(key, count, length);
    },
    async forget(key) {
      await store.delete(key);
    },
  };
};

/** After a failure, Redis is left alone for this time; then one call tries it again. */
const pauseMs = 2_000;

/** A circuit breaker: lets calls through to Redis until one fails, then one per interval. */
export interface Circuit {
  run<T>(onRedis: () => Promise<T>, onThisNode: () => Promise<T>): Promise<T>;
}

export const createCircuit = (onOpened: (error: unknown) => void = () => undefined): Circuit => {
  let closedAgainAt = 0;
  return {
    async run(onRedis, onThisNode) {
      const now = Date.now();
      if (now < closedAgainAt) return onThisNode();
      // While the circuit is half-open, all calls but the trial are counted on this node.
      if (closedAgainAt > 0) closedAgainAt = now + pauseMs;
      try {
        const result = await onRedis();
        closedAgainAt = 0;
        return result;
      } catch (error) {
        if (closedAgainAt === 0) onOpened(error);
        closedAgainAt = Date.now() + pauseMs;
        return onThisNode();
      }
    },
  };
};

export interface SharedStore {
  redis: Redis;
  circuit: Circuit;
}

/**
 * Counts in Redis if there is one. While Redis is down or hangs, each node counts alone: better than no limit, and better than
 * refusing every caller.
 */
export const createCounter = (options: CounterOptions, shared?: SharedStore): Counter => {
  const memory = createMemoryCounter(options);
  if (!shared) return memory;
  const redis = createRedisCounter(shared.redis, options);
  const { circuit } = shared;
  return {
    add: (key, points) =>
      circuit.run(
        () => redis.add(key, points),
        () => memory.add(key, points),
      ),
    get: (key) =>
      circuit.run(
        () => redis.get(key),
        () => memory.get(key),
      ),
    set: (key, count, seconds) =>
      circuit.run(
        () => redis.set(key, count, seconds),
        () => memory.set(key, count, seconds),
      ),
    forget: (key) =>
      circuit.run(
        () => redis.forget(key),
        () => memory.forget(key),
      ),
  };
};
