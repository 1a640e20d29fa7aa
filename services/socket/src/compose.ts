import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { eventRoutes } from '@maru/contracts/internal/events';
import { closeServer, listen } from '@maru/service-kit/http/listen';
import { startInternalServer } from '@maru/service-kit/internal-server';
import { closeLimiterRedis, connectLimiterRedis } from '@maru/service-kit/limiter-redis';
import type { Logger } from '@maru/service-kit/logger';
import { createMetrics } from '@maru/service-kit/metrics';
import { createRateLimiter } from '@maru/service-kit/rate-limiter';
import { createServiceClient } from '@maru/service-kit/service-client';
import { createTokenVerifier } from '@maru/service-kit/tokens';
import { createRealtime } from './app.js';
import {
  createAccessSource,
  createMemberSource,
  createModerationLog,
} from './clients/chat-service.client.js';
import type { Env } from './config/env.js';
import { DynamoAnnotationStore } from './features/annotations/annotation-store.dynamo.js';
import { DynamoChangeLog } from './features/live-changes/change-log.dynamo.js';
import { liveChangeRoutes } from './features/live-changes/live-changes.internal.js';
import { DynamoMessageStore } from './features/messages/message-store.dynamo.js';
import { createCooldowns } from './features/messages/cooldowns.repository.js';
import { DynamoMembershipStore } from './features/membership/membership-store.dynamo.js';
import { DynamoCardStore } from './features/notes/card-store.dynamo.js';
import { countChores } from './features/notes/chore-metrics.js';
import { DynamoChoreStore } from './features/notes/chore-store.dynamo.js';
import { DynamoNoteStore } from './features/notes/note-store.dynamo.js';
import { presenceBindings } from './features/presence/presence.internal.js';
import { messageBindings } from './features/messages/messages.internal.js';
import { countSetAside } from './features/outbox/outbox-metrics.js';
import { createOutboxRelays } from './features/outbox/outbox-relays.js';
import { DynamoOutboxStore } from './features/outbox/outbox-store.dynamo.js';
import { DynamoReadPointers } from './features/read-pointers/read-pointers.repository.js';
import { createEndedSessions } from './features/session/ended-sessions.repository.js';
import { DynamoRosterStore } from './features/voice/roster-store.dynamo.js';
import type { VoiceConfig } from './features/voice/voice.feature.js';
import { countCalls } from './features/voice/voice-metrics.js';
import { ClusterLink } from './platform/cluster-link.js';
import { createDynamo } from './platform/dynamo.js';
import { createEventLimits } from './platform/event-limits.js';
import { createHttpServer } from './platform/http-server.js';
import { countSockets } from './platform/realtime-metrics.js';
import { tableNames } from './platform/tables.js';

const voiceConfig = (env: Env): VoiceConfig => ({
  limits: { people: env.VOICE_MAX_PEOPLE, video: env.VOICE_MAX_VIDEO },
  ice: {
    stunUrls: env.STUN_URLS,
    turnUrls: env.TURN_URLS,
    turnSecret: env.TURN_SECRET,
    turnTtlSeconds: env.TURN_TTL_SECONDS,
  },
});

/** Composition root: builds the service from its configuration and starts listening. */
export const startService = async (env: Env, log: Logger) => {
  const dynamo = createDynamo({ region: env.AWS_REGION, endpoint: env.DYNAMODB_ENDPOINT });
  const tables = tableNames(env.DYNAMODB_TABLE_PREFIX);
  const limitsRedis = env.REDIS_URL ? connectLimiterRedis(env.REDIS_URL, log) : undefined;
  const link = env.REDIS_URL ? new ClusterLink({ url: env.REDIS_URL, log }) : undefined;
  const metrics = createMetrics('socket');
  const chat = createServiceClient({ baseUrl: env.CHAT_INTERNAL_URL, token: env.INTERNAL_TOKEN });
  const user = createServiceClient({ baseUrl: env.USER_INTERNAL_URL, token: env.INTERNAL_TOKEN });
  const outbox = createOutboxRelays({
    storeOf: (queue) => new DynamoOutboxStore(dynamo.documents, tables.outbox, { queue }),
    deliver: {
      chat: (events, ids) => chat.call(eventRoutes.deliverEvents, { body: { events, ids } }),
      user: (events, ids) => user.call(eventRoutes.deliverEvents, { body: { events, ids } }),
    },
    log,
    onSetAside: countSetAside(metrics),
  });
  const httpServer = createHttpServer();

  const { io, changes, presence, calls, close, ...messaging } = createRealtime(httpServer, {
    log,
    publicOrigin: env.PUBLIC_ORIGIN,
    verifier: createTokenVerifier({
      userPoolId: env.COGNITO_USER_POOL_ID,
      clientId: env.COGNITO_CLIENT_ID,
      endpoint: env.COGNITO_ENDPOINT,
    }),
    accessSource: createAccessSource(chat),
    changeLog: new DynamoChangeLog(dynamo.documents, tables.changeLog),
    limits: createEventLimits(
      createRateLimiter({
        redis: limitsRedis,
        onRedisLost: (error) => log.warn({ err: error }, 'redis does not answer; rate limits are per node'),
      }),
    ),
    messages: new DynamoMessageStore(dynamo.documents, tables, outbox.poke),
    annotations: new DynamoAnnotationStore(dynamo.documents, tables.annotations),
    notes: new DynamoNoteStore(dynamo.documents, tables, outbox.poke),
    noteChores: new DynamoChoreStore(dynamo.documents, tables.notes),
    noteCards: new DynamoCardStore(dynamo.documents, tables.notes),
    countChore: countChores(metrics),
    roster: new DynamoRosterStore(dynamo.documents, tables.voiceRooms),
    voice: voiceConfig(env),
    cooldowns: createCooldowns(dynamo.documents, tables.turns),
    memberships: new DynamoMembershipStore(dynamo.documents, tables, outbox.poke),
    moderation: createModerationLog(chat),
    readPointers: new DynamoReadPointers(dynamo.documents, tables),
    endedSessions: createEndedSessions(dynamo.documents, tables.endedSessions),
    members: createMemberSource(chat),
    link,
  });
  countSockets(io, metrics);
  countCalls(calls, metrics);

  const internal = await startInternalServer({
    port: env.INTERNAL_PORT,
    host: env.LISTEN_HOST,
    token: env.INTERNAL_TOKEN,
    log,
    metrics,
    checks: {
      dynamodb: () => dynamo.client.send(new DescribeTableCommand({ TableName: tables.channelHeads })),
    },
    routes: [
      ...liveChangeRoutes(changes.intake),
      ...messageBindings(messaging),
      ...presenceBindings(presence),
    ],
  });
  await listen(httpServer, env.PORT, env.LISTEN_HOST);
  outbox.start();

  return {
    closeSockets: close,
    closeHttp: () => closeServer(httpServer),
    closeInternal: () => internal.close(),
    stopOutbox: () => outbox.stop(),
    disconnect: async () => {
      dynamo.client.destroy();
      await link?.stop();
      if (limitsRedis) await closeLimiterRedis(limitsRedis);
    },
  };
};
