import { Redis } from 'ioredis';
import type { Logger } from './logger.js';

/** A command that takes longer has failed: a request must not wait for a Redis that hangs. */
export const redisCommandTimeoutMs = 300;

/** A connection for counting: it fails fast, and keeps nothing for later while Redis is away. */
export const connectLimiterRedis = (url: string, log: Logger): Redis => {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: redisCommandTimeoutMs,
    connectTimeout: 2_000,
    // Without it, a connection to a host that is gone stays open until TCP gives up.
    socketTimeout: 5_000,
    retryStrategy: (attempt) => Math.min(100 * 2 ** attempt, 2_000),
  });
  redis.on('error', (error) => log.warn({ err: error }, 'redis'));
  return redis;
};

/** Says goodbye, but does not wait for a Redis that hangs. */
export const closeLimiterRedis = async (redis: Redis): Promise<void> => {
  await redis.quit().catch(() => redis.disconnect());
};
