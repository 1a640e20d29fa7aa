import { Redis } from 'ioredis';
import type { Logger } from './logger.js';

/** Command timeout: a request must not wait for a hanging Redis. */
export const redisCommandTimeoutMs = 300;

/** A Redis connection for counters: fails fast, and queues nothing while Redis is down. */
export const connectLimiterRedis = (url: string, log: Logger): Redis => {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: redisCommandTimeoutMs,
    connectTimeout: 2_000,
    // Without keep-alive, a connection to a vanished host stays open until TCP gives up.
    socketTimeout: 5_000,
    retryStrategy: (attempt) => Math.min(100 * 2 ** attempt, 2_000),
  });
  redis.on('error', (error) => log.warn({ err: error }, 'redis'));
  return redis;
};

/** Closes gracefully, but doesn't wait for a hanging Redis. */
export const closeLimiterRedis = async (redis: Redis): Promise<void> => {
  await redis.quit().catch(() => redis.disconnect());
};
