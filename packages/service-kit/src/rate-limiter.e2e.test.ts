import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import { closeLimiterRedis, connectLimiterRedis, redisCommandTimeoutMs } from './limiter-redis.js';
import { createLogger } from './logger.js';
import { createRateLimiter } from './rate-limiter.js';
import { until } from './testing/until.js';

const log = createLogger({ service: 'test', level: 'silent' });

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      // A listening TCP server has an address of this type.
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

let server: ChildProcess;
let url: string;
let redis: Redis;
beforeAll(async () => {
  const port = await freePort();
  url = `redis://127.0.0.1:${port}`;
  server = spawn(
    process.env.TEST_REDIS_SERVER ?? 'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    { stdio: 'ignore', env: { ...process.env, LD_LIBRARY_PATH: process.env.TEST_REDIS_LIBRARIES } },
  );
  redis = connectLimiterRedis(url, log);
  await new Promise((resolve) => redis.once('ready', resolve));
});
afterAll(async () => {
  server.kill('SIGKILL');
  await closeLimiterRedis(redis);
});
beforeEach(() => redis.flushall());

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
};
const outcome = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'taken',
    (error: Error) => error.message,
  );

describe('rate limits in Redis', () => {
  it('are shared by all nodes', async () => {
    const nodes = [1, 2].map(() => createRateLimiter({ redis }).limit('shared', { points: 3, seconds: 60 }));
    const outcomes = await Promise.all([...nodes, ...nodes].map((node) => outcome(node.consume('지민'))));
    expect(outcomes.toSorted()).toEqual(['RATE_LIMITED', 'taken', 'taken', 'taken']);
  });

  it('fall back to each node, without delay, while Redis hangs, and are shared again afterwards', async () => {
    const lost: unknown[] = [];
    const limiter = createRateLimiter({ redis, onRedisLost: (error) => lost.push(error) });
    const limit = limiter.limit('hanging', { points: 10, seconds: 60 });
    const backoff = limiter.backoff('hanging');
    await limit.consume('지민');
    server.kill('SIGSTOP');
    try {
      const burst = Array.from({ length: 5 }, () => limit.consume('지민'));
      expect(await timed(() => Promise.all(burst))).toBeLessThan(redisCommandTimeoutMs + 500);
      const later = async () => {
        for (let each = 0; each < 5; each += 1) await limit.consume('지민');
        await backoff.check('지민');
      };
      expect(await timed(later)).toBeLessThan(redisCommandTimeoutMs);
      expect(await outcome(limit.consume('지민'))).toBe('RATE_LIMITED');
      expect(lost.length).toBeGreaterThan(0);
    } finally {
      server.kill('SIGCONT');
    }
    const isShared = async () => {
      await limit.consume('Alice').catch(() => undefined);
      return (await redis.get('limit:hanging:Alice').catch(() => null)) !== null;
    };
    await until(isShared, 'the limit is shared again');
  });
});
