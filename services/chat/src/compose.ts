import { eventRoutes } from '@maru/contracts/internal/events';
import { closeServer, listen } from '@maru/service-kit/http/listen';
import type { BoundRoute } from '@maru/service-kit/http/mount-routes';
import { createRequestLimits } from '@maru/service-kit/http/request-limits';
import { createImageStore, type ImageStore } from '@maru/service-kit/images/image-store';
import { startInternalServer } from '@maru/service-kit/internal-server';
import { closeLimiterRedis, connectLimiterRedis } from '@maru/service-kit/limiter-redis';
import { createBackground } from '@maru/service-kit/jobs/background';
import { every } from '@maru/service-kit/jobs/periodic';
import type { Logger } from '@maru/service-kit/logger';
import { createMailer } from '@maru/service-kit/mail/mailer';
import { createMetrics } from '@maru/service-kit/metrics';
import { pruneReplies } from '@maru/service-kit/mysql/idempotency-keys';
import { createLocks } from '@maru/service-kit/mysql/locks';
import { createMysqlOutboxStore } from '@maru/service-kit/outbox/mysql-store';
import { createOutboxRelay } from '@maru/service-kit/outbox/relay';
import { createRateLimiter } from '@maru/service-kit/rate-limiter';
import { createServiceClient, type ServiceClient } from '@maru/service-kit/service-client';
import { createAuthenticate, createTokenVerifier } from '@maru/service-kit/tokens';
import { createApp } from './app.js';
import { createSocketService, type SocketService } from './clients/socket-service.client.js';
import { createPresence, type Presence } from './clients/presence.client.js';
import { createUserService, type UserService } from './clients/user-service.client.js';
import type { Env } from './config/env.js';
import { accessRouteBindings } from './features/access/access.internal.js';
import { AccessService } from './features/access/access.service.js';
import { auditLogBindings } from './features/audit-log/audit-log.routes.js';
import { AuditLogService } from './features/audit-log/audit-log.service.js';
import { personBindings } from './features/people/people.internal.js';
import { DeparturesService } from './features/people/departures.js';
import { nameJobs } from './features/people/names.jobs.js';
import { NamesService } from './features/people/names.service.js';
import { PeopleService } from './features/people/people.service.js';
import { channelBindings } from './features/channels/channels.routes.js';
import { CategoriesService } from './features/channels/categories.service.js';
import { ChannelsService } from './features/channels/channels.service.js';
import { PlacementService } from './features/channels/placement.service.js';
import { deletionJobs } from './features/deletion/deletion.jobs.js';
import { emailInviteBindings } from './features/email-invites/email-invites.routes.js';
import { EmailInvitesService } from './features/email-invites/email-invites.service.js';
import { ReceivedInvitesService } from './features/email-invites/received-invites.service.js';
import { emailInviteJobs, type MailingDeps } from './features/email-invites/send-email-invite.js';
import { contentRuleBindings } from './features/content-rules/content-rules.routes.js';
import { ContentRulesService } from './features/content-rules/content-rules.service.js';
import type { KeyRing } from './features/invites/invite-code.js';
import { inviteBindings } from './features/invites/invites.routes.js';
import { InvitesService } from './features/invites/invites.service.js';
import { createOnlineCounts } from './features/invites/online-counts.js';
import { memberInternalBindings } from './features/members/members.internal.js';
import { memberBindings } from './features/members/members.routes.js';
import { MembersService } from './features/members/members.service.js';
import { sweepMs, TemporaryMembersService } from './features/members/temporary-members.service.js';
import { MessageModerationService } from './features/moderation/message-moderation.service.js';
import { moderationBindings } from './features/moderation/moderation.routes.js';
import { messageModerationBindings } from './features/moderation/moderation.internal.js';
import { ModerationService } from './features/moderation/moderation.service.js';
import { overwriteBindings } from './features/permissions/overwrites.routes.js';
import { OverwritesService } from './features/permissions/overwrites.service.js';
import { railBindings } from './features/rail/rail.routes.js';
import { RailService } from './features/rail/rail.service.js';
import { reportBindings } from './features/reports/reports.routes.js';
import { ReportsService } from './features/reports/reports.service.js';
import { roleBindings } from './features/roles/roles.routes.js';
import { RolesService } from './features/roles/roles.service.js';
import { announcementJobs } from './features/servers/announcements.jobs.js';
import { serverBindings } from './features/servers/servers.routes.js';
import { ServerIconsService } from './features/servers/server-icons.service.js';
import { ServersService } from './features/servers/servers.service.js';
import { Database } from './platform/database.js';
import { job, type JobHandlers } from './platform/jobs.js';

interface RouteDeps {
  database: Database;
  access: AccessService;
  inviteKeys: KeyRing;
  emailHashKey: string;
  presence: Presence;
  users: UserService;
  images: ImageStore;
  socket: SocketService;
}

/** Every public route of the service with its services behind it. */
export const composeRoutes = (deps: RouteDeps): BoundRoute[] => {
  const { database, access, inviteKeys, emailHashKey, presence, users, images, socket } = deps;
  return [
    ...serverBindings({
      servers: new ServersService(database, access),
      icons: new ServerIconsService({ database, access, images }),
    }),
    ...channelBindings({
      channels: new ChannelsService(database, access),
      categories: new CategoriesService(database, access),
      placement: new PlacementService(database, access),
    }),
    ...overwriteBindings(new OverwritesService(database, access)),
    ...railBindings(new RailService(database)),
    ...roleBindings(new RolesService(database, access)),
    ...memberBindings(new MembersService(database, access)),
    ...moderationBindings(new ModerationService({ database, access, users })),
    ...auditLogBindings(new AuditLogService(database, access)),
    ...contentRuleBindings(new ContentRulesService(database, access)),
    ...reportBindings(new ReportsService({ database, access, socket })),
    ...inviteBindings(
      new InvitesService({ database, access, keys: inviteKeys, onlineCounts: createOnlineCounts(presence) }),
    ),
    ...emailInviteBindings({
      emailInvites: new EmailInvitesService({ database, access, hashKey: emailHashKey }),
      received: new ReceivedInvitesService({
        database,
        access,
        users,
        keys: inviteKeys,
        hashKey: emailHashKey,
      }),
    }),
  ];
};

interface JobDeps {
  images: ImageStore;
  names: NamesService;
  socket: SocketService;
  mailing: MailingDeps;
}

/** The handlers of background jobs, by kind. */
export const composeJobs = ({ names, socket, images, mailing }: JobDeps): JobHandlers => ({
  ...deletionJobs(socket, images),
  ...nameJobs(names),
  ...emailInviteJobs(mailing),
  ...announcementJobs({ database: mailing.database, socket }),
});

const composeOutbox = (env: Env, socket: ServiceClient, log: Logger) => {
  const store = createMysqlOutboxStore(env.DATABASE_URL);
  const relay = createOutboxRelay({
    store,
    deliver: (events, ids) => socket.call(eventRoutes.deliverEvents, { body: { events, ids } }),
    log,
  });
  return { store, relay };
};

const hourMs = 3_600_000;

/** Builds the service from its configuration and lets it listen; the only place that constructs things. */
export const startService = async (env: Env, log: Logger) => {
  const redis = env.REDIS_URL ? connectLimiterRedis(env.REDIS_URL, log) : undefined;
  const limiter = createRateLimiter({
    redis,
    onRedisLost: (error) => log.warn({ err: error }, 'redis does not answer: limits are per node'),
  });
  const metrics = createMetrics('chat');
  const socketClient = createServiceClient({
    baseUrl: env.SOCKET_INTERNAL_URL,
    token: env.INTERNAL_TOKEN,
  });
  const socket = createSocketService(socketClient);
  const outbox = composeOutbox(env, socketClient, log);
  const database = new Database({
    url: env.DATABASE_URL,
    mediaUrl: env.MEDIA_URL,
    onRecorded: outbox.relay.poke,
  });
  const images = createImageStore({
    region: env.AWS_REGION,
    bucket: env.S3_BUCKET,
    endpoint: env.S3_ENDPOINT,
  });
  const users = createUserService(
    createServiceClient({ baseUrl: env.USER_INTERNAL_URL, token: env.INTERNAL_TOKEN }),
  );
  const names = new NamesService(database, users);
  const access = new AccessService(database);
  const presence = createPresence(socketClient);
  const emailInvites = new EmailInvitesService({ database, access, hashKey: env.EMAIL_HASH_KEY });
  const temporaryMembers = new TemporaryMembersService({ database, presence });
  const background = createBackground({
    db: database.prisma,
    locks: createLocks(env.DATABASE_URL),
    log,
    metrics,
    schema: job,
    jobs: composeJobs({
      names,
      socket,
      images,
      mailing: {
        database,
        users,
        mailer: createMailer({ url: env.SMTP_URL, from: env.MAIL_FROM }),
        keys: env.INVITE_KEYS,
        hashKey: env.EMAIL_HASH_KEY,
        publicOrigin: env.PUBLIC_ORIGIN,
        log,
      },
    }),
    every: [
      pruneReplies(database.prisma),
      every(hourMs, 'prune e-mail invites', () => emailInvites.prune()),
      every(sweepMs, 'sweep temporary members', () => temporaryMembers.sweep()),
    ],
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
    routes: composeRoutes({
      database,
      access,
      inviteKeys: env.INVITE_KEYS,
      emailHashKey: env.EMAIL_HASH_KEY,
      presence,
      users,
      images,
      socket,
    }),
    access: {
      authenticate: createAuthenticate(verifier),
      authorize: access.authorize,
      limits: createRequestLimits({ limiter }),
    },
  });

  const internal = await startInternalServer({
    port: env.INTERNAL_PORT,
    host: env.LISTEN_HOST,
    token: env.INTERNAL_TOKEN,
    log,
    metrics,
    checks: { database: () => database.ping() },
    routes: [
      ...accessRouteBindings(access),
      ...memberInternalBindings(new MembersService(database, access)),
      ...personBindings({
        people: new PeopleService(database, users),
        names,
        departures: new DeparturesService(database),
      }),
      ...messageModerationBindings(new MessageModerationService(database)),
    ],
  });
  const server = await listen(app, env.PORT, env.LISTEN_HOST);
  outbox.relay.start();
  background.start();

  return {
    closeHttp: () => closeServer(server),
    stopBackground: () => background.stop(),
    stopOutbox: async () => {
      await outbox.relay.stop();
      outbox.store.close();
    },
    closeInternal: () => internal.close(),
    disconnect: () => Promise.all([database.close(), redis && closeLimiterRedis(redis)]),
  };
};
