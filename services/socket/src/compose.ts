import { createServer } from 'node:http';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { closeServer, listen } from '@maru/service-kit/http/listen';
import { startInternalServer } from '@maru/service-kit/internal-server';
import { closeLimiterRedis, connectLimiterRedis } from '@maru/service-kit/limiter-redis';
import type { Logger } from '@maru/service-kit/logger';
import { createMetrics } from '@maru/service-kit/metrics';
import { createRateLimiter } from '@maru/service-kit/rate-limiter';
import { createServiceClient } from '@maru/service-kit/service-client';
import { createTokenVerifier } from '@maru/service-kit/tokens';
import { createAdapter } from '@socket.io/redis-adapter';
import { Redis } from 'ioredis';
import { createRealtime } from './app.js';
import {
  createAccessSource,
  createMemberSource,
  createModerationLog,
} from './clients/chat-service.client.js';
import type { Env } from './config/env.js';
import { liveChangeRoutes } from './features/live-changes/live-changes.routes.js';
import { DynamoMessageStore } from './features/messages/message-store.dynamo.js';
import { createTurns } from './features/messages/turns.repository.js';
import { presenceBindings } from './features/presence/presence.routes.js';
import { messageBindings } from './features/messages/messages.routes.js';
import { DynamoReadPointers } from './features/read-pointers/read-pointers.repository.js';
import { createEndedSessions } from './features/session/ended-sessions.repository.js';
import { AccessCache } from './platform/access-cache.js';
import { createDynamo } from './platform/dynamo.js';
import { createEventLimits } from './platform/event-limits.js';
import { countSockets } from './platform/realtime-metrics.js';
import { tableNames } from './platform/tables.js';

/**
 * Publisher and subscriber, since a connection that subscribes can't do anything else, and one for limits. Broadcasts wait for
 * Redis to come back; limits must not, they go on per node meanwhile.
 */
const connectRedis = (url: string | undefined, log: Logger) => {
  if (!url) return undefined;
  const publisher = new Redis(url, { maxRetriesPerRequest: null });
  const subscriber = publisher.duplicate();
  const limits = connectLimiterRedis(url, log);
  for (const redis of [publisher, subscriber])
    redis.on('error', (error) => log.warn({ err: error }, 'redis'));
  const close = async () => {
    // A command that waits for Redis to come back would hold up the shutdown.
    for (const redis of [publisher, subscriber]) redis.disconnect();
    await closeLimiterRedis(limits);
  };
  return { publisher, subscriber, limits, close };
};

/** Builds the service from its configuration and lets it listen; the only place that constructs things. */
export const startService = async (env: Env, log: Logger) => {
  const dynamo = createDynamo({ region: env.AWS_REGION, endpoint: env.DYNAMODB_ENDPOINT });
  const tables = tableNames(env.DYNAMODB_TABLE_PREFIX);
  const redis = connectRedis(env.REDIS_URL, log);
  const metrics = createMetrics('socket');
  const chat = createServiceClient({ baseUrl: env.CHAT_INTERNAL_URL, token: env.INTERNAL_TOKEN });
  const httpServer = createServer((_req, res) => void res.writeHead(404).end());

  const { io, liveChanges, presence, close, ...messaging } = createRealtime(httpServer, {
    log,
    publicOrigin: env.PUBLIC_ORIGIN,
    verifier: createTokenVerifier({
      userPoolId: env.COGNITO_USER_POOL_ID,
      clientId: env.COGNITO_CLIENT_ID,
      endpoint: env.COGNITO_ENDPOINT,
    }),
    access: new AccessCache(createAccessSource(chat)),
    limits: createEventLimits(
      createRateLimiter({
        redis: redis?.limits,
        onRedisLost: (error) => log.warn({ err: error }, 'redis does not answer: limits are per node'),
      }),
    ),
    messages: new DynamoMessageStore(dynamo.documents, tables),
    turns: createTurns(dynamo.documents, tables.turns),
    moderation: createModerationLog(chat),
    readPointers: new DynamoReadPointers(dynamo.documents, tables),
    endedSessions: createEndedSessions(dynamo.documents, tables.endedSessions),
    members: createMemberSource(chat),
    ...(redis ? { adapter: createAdapter(redis.publisher, redis.subscriber) } : {}),
  });
  countSockets(io, metrics);

  const internal = await startInternalServer({
    port: env.INTERNAL_PORT,
    host: env.LISTEN_HOST,
    token: env.INTERNAL_TOKEN,
    log,
    metrics,
    checks: {
      dynamodb: () => dynamo.client.send(new DescribeTableCommand({ TableName: tables.channelHeads })),
      ...(redis ? { redis: () => redis.publisher.ping() } : {}),
    },
    routes: [...liveChangeRoutes(liveChanges), ...messageBindings(messaging), ...presenceBindings(presence)],
  });
  await listen(httpServer, env.PORT, env.LISTEN_HOST);

  return {
    closeSockets: close,
    closeHttp: () => closeServer(httpServer),
    closeInternal: () => internal.close(),
    disconnect: async () => {
      dynamo.client.destroy();
      await redis?.close();
    },
  };
};
