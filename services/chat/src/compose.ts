import { eventRoutes } from '@maru/contracts/internal/events';
import { joinFeatures } from '@maru/service-kit/feature';
import { closeServer, listen } from '@maru/service-kit/http/listen';
import { createRequestLimits } from '@maru/service-kit/http/request-limits';
import { createImageStore } from '@maru/service-kit/images/image-store';
import { startInternalServer } from '@maru/service-kit/internal-server';
import { createBackground } from '@maru/service-kit/jobs/background';
import { closeLimiterRedis, connectLimiterRedis } from '@maru/service-kit/limiter-redis';
import type { Logger } from '@maru/service-kit/logger';
import { createMailer } from '@maru/service-kit/mail/mailer';
import { createMetrics } from '@maru/service-kit/metrics';
import { pruneReplies } from '@maru/service-kit/mysql/idempotency-keys';
import { createLocks } from '@maru/service-kit/mysql/locks';
import { createMysqlOutboxStore } from '@maru/service-kit/outbox/mysql-store';
import { createOutboxRelay } from '@maru/service-kit/outbox/relay';
import { createRateLimiter } from '@maru/service-kit/rate-limiter';
import { createServiceClient } from '@maru/service-kit/service-client';
import { createAuthenticate, createTokenVerifier } from '@maru/service-kit/tokens';
import { createApp } from './app.js';
import { createPresence } from './clients/presence.client.js';
import { createSocketService } from './clients/socket-service.client.js';
import { createUserService } from './clients/user-service.client.js';
import type { Env } from './config/env.js';
import { createAccess } from './features/access/access.feature.js';
import { AccessService } from './features/access/access.service.js';
import { createAuditLog } from './features/audit-log/audit-log.feature.js';
import { createChannels } from './features/channels/channels.feature.js';
import { createContentRules } from './features/content-rules/content-rules.feature.js';
import type { Context } from './features/context.js';
import { createEmailInvites } from './features/email-invites/email-invites.feature.js';
import { createEvents } from './features/events/events.feature.js';
import { createInvites } from './features/invites/invites.feature.js';
import { createMembers } from './features/members/members.feature.js';
import { createModeration } from './features/moderation/moderation.feature.js';
import { createOverwrites } from './features/overwrites/overwrites.feature.js';
import { createPeople } from './features/people/people.feature.js';
import { createRail } from './features/rail/rail.feature.js';
import { createReports } from './features/reports/reports.feature.js';
import { createRoles } from './features/roles/roles.feature.js';
import { createServers } from './features/servers/servers.feature.js';
import { Database } from './platform/database.js';
import { job, jobKinds, type Job } from './platform/jobs.js';

/** Joins all features of the service. */
export const composeFeatures = (context: Context) =>
  joinFeatures<Job>(
    [
      createAccess(context),
      createServers(context),
      createChannels(context),
      createOverwrites(context),
      createRail(context),
      createRoles(context),
      createMembers(context),
      createModeration(context),
      createAuditLog(context),
      createContentRules(context),
      createReports(context),
      createInvites(context),
      createEmailInvites(context),
      createPeople(context),
      createEvents(context),
      { every: [pruneReplies(context.database.prisma)] },
    ],
    jobKinds,
  );

/** Builds the clients of other services, and the database with the relay of its outbox. */
const connect = (env: Env, log: Logger) => {
  const token = env.INTERNAL_TOKEN;
  const socket = createServiceClient({ baseUrl: env.SOCKET_INTERNAL_URL, token });
  const user = createServiceClient({ baseUrl: env.USER_INTERNAL_URL, token });
  const store = createMysqlOutboxStore(env.DATABASE_URL);
  const relay = createOutboxRelay({
    store,
    deliver: (events, ids) => socket.call(eventRoutes.deliverEvents, { body: { events, ids } }),
    log,
  });
  const database = new Database({
    url: env.DATABASE_URL,
    mediaUrl: env.MEDIA_URL,
    onRecorded: relay.poke,
  });
  return { socket, user, store, relay, database };
};

/** Builds the service from its configuration and starts listening; the only place that constructs dependencies. */
export const startService = async (env: Env, log: Logger) => {
  const redis = env.REDIS_URL ? connectLimiterRedis(env.REDIS_URL, log) : undefined;
  const limiter = createRateLimiter({
    redis,
    onRedisLost: (error) => log.warn({ err: error }, 'redis unavailable: limits are per node'),
  });
  const metrics = createMetrics('chat');
  const { socket, user, store, relay, database } = connect(env, log);
  const access = new AccessService(database);
  const { routes, internal, ...work } = composeFeatures({
    database,
    access,
    socket: createSocketService(socket),
    users: createUserService(user),
    presence: createPresence(socket),
    images: createImageStore({
      region: env.AWS_REGION,
      bucket: env.S3_BUCKET,
      endpoint: env.S3_ENDPOINT,
    }),
    mailer: createMailer({ url: env.SMTP_URL, from: env.MAIL_FROM }),
    inviteKeys: env.INVITE_KEYS,
    emailHashKey: env.EMAIL_HASH_KEY,
    publicOrigin: env.PUBLIC_ORIGIN,
    log,
  });
  const verifier = createTokenVerifier({
    userPoolId: env.COGNITO_USER_POOL_ID,
    clientId: env.COGNITO_CLIENT_ID,
    endpoint: env.COGNITO_ENDPOINT,
  });
  const app = createApp({
    log,
    trustedProxyHops: env.TRUSTED_PROXY_HOPS,
    metrics,
    routes,
    access: {
      authenticate: createAuthenticate(verifier),
      authorize: access.authorize,
      limits: createRequestLimits({ limiter }),
    },
  });
  const background = createBackground({
    db: database.prisma,
    locks: createLocks(env.DATABASE_URL),
    log,
    metrics,
    schema: job,
    ...work,
  });

  const internalServer = await startInternalServer({
    port: env.INTERNAL_PORT,
    host: env.LISTEN_HOST,
    token: env.INTERNAL_TOKEN,
    log,
    metrics,
    checks: { database: () => database.ping() },
    routes: internal,
  });
  const server = await listen(app, env.PORT, env.LISTEN_HOST);
  relay.start();
  background.start();

  return {
    closeHttp: () => closeServer(server),
    stopBackground: () => background.stop(),
    stopOutbox: async () => {
      await relay.stop();
      store.close();
    },
    closeInternal: () => internalServer.close(),
    disconnect: () => Promise.all([database.close(), redis && closeLimiterRedis(redis)]),
  };
};
