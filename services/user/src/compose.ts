import { eventRoutes } from '@maru/contracts/internal/events';
import { systemClock } from '@maru/service-kit/clock';
import { joinFeatures } from '@maru/service-kit/feature';
import { listen } from '@maru/service-kit/http/listen';
import { startInternalServer } from '@maru/service-kit/internal-server';
import { createBackground } from '@maru/service-kit/jobs/background';
import { closeLimiterRedis, connectLimiterRedis } from '@maru/service-kit/limiter-redis';
import type { Logger } from '@maru/service-kit/logger';
import { createMetrics } from '@maru/service-kit/metrics';
import { createLocks } from '@maru/service-kit/mysql/locks';
import { createRateLimiter } from '@maru/service-kit/rate-limiter';
import { createServiceClient } from '@maru/service-kit/service-client';
import { createTokenVerifier } from '@maru/service-kit/tokens';
import type { INestApplication } from '@nestjs/common';
import { createApp } from './app.js';
import { AwsCognitoClient } from './clients/cognito.aws.js';
import { createChatClient } from './clients/chat.client.js';
import { GoogleClient } from './clients/google.client.js';
import { createImageStore } from '@maru/service-kit/images/image-store';
import { KakaoClient } from './clients/kakao.client.js';
import { HttpTossClient } from './clients/toss.http.js';
import { createMailer } from '@maru/service-kit/mail/mailer';
import type { Env } from './config/env.js';
import { PeopleService } from './features/people/people.service.js';
import { peopleBindings } from './features/people/people.internal.js';
import { PerkUsesService } from './features/membership/perk-uses.service.js';
import { perkUseBindings } from './features/membership/perk-uses.internal.js';
import { ErasureService } from './features/account/erasure.service.js';
import { HousekeepingService } from './features/account/housekeeping.service.js';
import { MembershipsService } from './features/membership/memberships.service.js';
import { OrderChecks } from './features/membership/order-checks.service.js';
import { OrderMails } from './features/membership/order-mails.service.js';
import { LedgerAudit } from './features/membership/ledger-audit.service.js';
import { MembershipHousekeeping } from './features/membership/membership-housekeeping.service.js';
import { BillingCards } from './features/membership/subscriptions/billing-cards.service.js';
import { CardIssues } from './features/membership/subscriptions/card-issues.service.js';
import { Renewals } from './features/membership/subscriptions/renewals.service.js';
import { SubscriptionMails } from './features/membership/subscriptions/subscription-mails.service.js';
import { job, jobKinds, jobTuning, type Job } from './platform/jobs.js';
import { atLeast } from './platform/at-least.js';
import { createOutboxRelays } from './platform/outbox-relays.js';
import { PrismaService } from './platform/prisma.service.js';

/** The background work of the application's modules, and their routes for other services. */
export const featuresOf = (app: INestApplication) =>
  joinFeatures<Job>(
    [
      { internal: peopleBindings(app.get(PeopleService)) },
      { internal: perkUseBindings(app.get(PerkUsesService)) },
      app.get(ErasureService),
      app.get(HousekeepingService),
      app.get(MembershipsService),
      app.get(OrderChecks),
      app.get(OrderMails),
      app.get(LedgerAudit),
      app.get(MembershipHousekeeping),
      app.get(BillingCards),
      app.get(CardIssues),
      app.get(Renewals),
      app.get(SubscriptionMails),
    ],
    jobKinds,
  );

/** Google and Kakao, with the URLs that they redirect to. */
export const createProviders = (env: Env) => {
  const redirectUri = (provider: string) => `${env.PUBLIC_ORIGIN}/user/v1/auth/${provider}/callback`;
  return {
    google: new GoogleClient({
      issuer: env.GOOGLE_ISSUER,
      clientId: env.GOOGLE_CLIENT_ID,
      clientSecret: env.GOOGLE_CLIENT_SECRET,
      redirectUri: redirectUri('google'),
    }),
    kakao: new KakaoClient({
      issuer: env.KAKAO_ISSUER,
      apiUrl: env.KAKAO_API_URL,
      clientId: env.KAKAO_CLIENT_ID,
      clientSecret: env.KAKAO_CLIENT_SECRET,
      adminKey: env.KAKAO_ADMIN_KEY,
      redirectUri: redirectUri('kakao'),
    }),
  };
};

/** Constructs the service from its configuration and starts listening; nothing is constructed elsewhere. */
export const startService = async (env: Env, log: Logger) => {
  const redis = env.REDIS_URL ? connectLimiterRedis(env.REDIS_URL, log) : undefined;
  const metrics = createMetrics('user');
  const socket = createServiceClient({
    baseUrl: env.SOCKET_INTERNAL_URL,
    token: env.INTERNAL_TOKEN,
  });
  const chat = createServiceClient({ baseUrl: env.CHAT_INTERNAL_URL, token: env.INTERNAL_TOKEN });
  const relays = createOutboxRelays({
    databaseUrl: env.DATABASE_URL,
    deliver: {
      socket: (events, ids) => socket.call(eventRoutes.deliverEvents, { body: { events, ids } }),
      chat: (events, ids) => chat.call(eventRoutes.deliverEvents, { body: { events, ids } }),
    },
    log,
  });
  const clock = systemClock;
  const prisma = new PrismaService({ url: env.DATABASE_URL, onRecorded: relays.poke, clock });
  const locks = createLocks(env.DATABASE_URL);
  const pool = {
    userPoolId: env.COGNITO_USER_POOL_ID,
    clientId: env.COGNITO_CLIENT_ID,
    endpoint: env.COGNITO_ENDPOINT,
  };
  const app = await createApp(
    {
      env,
      clock,
      log,
      prisma,
      limiter: createRateLimiter({
        redis,
        onRedisLost: (error) => log.warn({ err: error }, 'redis unavailable: limits are per node'),
      }),
      verifier: createTokenVerifier(pool),
      cognito: new AwsCognitoClient({
        ...pool,
        region: env.AWS_REGION,
        clientSecret: env.COGNITO_CLIENT_SECRET,
        assertionSecret: env.SIGN_IN_ASSERTION_SECRET,
        clock,
        log,
      }),
      providers: createProviders(env),
      chat: createChatClient(chat),
      images: createImageStore({
        region: env.AWS_REGION,
        bucket: env.S3_BUCKET,
        endpoint: env.S3_ENDPOINT,
      }),
      locks,
      mailer: createMailer({ url: env.SMTP_URL, from: env.MAIL_FROM }),
      toss: new HttpTossClient({ apiUrl: env.TOSS_API_URL, secretKey: env.TOSS_SECRET_KEY, log }),
      atLeast,
    },
    metrics,
  );

  const { internal: routes, jobs, endless, every } = featuresOf(app);
  const background = createBackground({
    db: prisma,
    locks,
    log,
    metrics,
    schema: job,
    jobs,
    endless,
    every,
    clock,
    tuning: jobTuning,
  });
  const internal = await startInternalServer({
    port: env.INTERNAL_PORT,
    host: env.LISTEN_HOST,
    token: env.INTERNAL_TOKEN,
    log,
    metrics,
    checks: { database: () => prisma.ping() },
    routes,
  });
  await app.init();
  await listen(app.getHttpServer(), env.PORT, env.LISTEN_HOST);
  relays.start();
  background.start();

  return {
    closeHttp: () => app.close(),
    stopBackground: () => background.stop(),
    stopOutbox: () => relays.stop(),
    closeInternal: () => internal.close(),
    disconnect: () => Promise.all([prisma.$disconnect(), redis && closeLimiterRedis(redis)]),
  };
};
