import { eventRoutes } from '@maru/contracts/internal/events';
import { startInternalServer } from '@maru/service-kit/internal-server';
import type { Logger } from '@maru/service-kit/logger';
import { createMetrics } from '@maru/service-kit/metrics';
import { createMysqlOutboxStore } from '@maru/service-kit/outbox/mysql-store';
import { createOutboxRelay } from '@maru/service-kit/outbox/relay';
import { createRateLimiter } from '@maru/service-kit/rate-limiter';
import { createServiceClient } from '@maru/service-kit/service-client';
import { createTokenVerifier } from '@maru/service-kit/tokens';
import { Redis } from 'ioredis';
import { createApp } from './app.js';
import { AwsCognitoClient } from './clients/cognito.aws.js';
import { createMailer } from './clients/mailer.js';
import type { Env } from './config/env.js';
import { PrismaService } from './platform/prisma.service.js';

/** Builds the service from its configuration and lets it listen; the only place that constructs things. */
export const startService = async (env: Env, log: Logger) => {
  const redis = env.REDIS_URL ? new Redis(env.REDIS_URL, { enableOfflineQueue: false }) : undefined;
  redis?.on('error', (error) => log.warn({ err: error }, 'redis'));
  const metrics = createMetrics('user');
  const prisma = new PrismaService(env.DATABASE_URL);
  const socket = createServiceClient({ baseUrl: env.SOCKET_INTERNAL_URL, token: env.INTERNAL_TOKEN });
  const store = createMysqlOutboxStore(env.DATABASE_URL);
  const relay = createOutboxRelay({
    store,
    deliver: (events) => socket.call(eventRoutes.deliverEvents, { body: { events } }),
    log,
  });
  const pool = {
    userPoolId: env.COGNITO_USER_POOL_ID,
    clientId: env.COGNITO_CLIENT_ID,
    endpoint: env.COGNITO_ENDPOINT,
  };
  const app = await createApp(
    {
      env,
      log,
      prisma,
      limiter: createRateLimiter({ redis }),
      verifier: createTokenVerifier(pool),
      cognito: new AwsCognitoClient({
        ...pool,
        region: env.AWS_REGION,
        clientSecret: env.COGNITO_CLIENT_SECRET,
        assertionSecret: env.SIGN_IN_ASSERTION_SECRET,
      }),
      mailer: createMailer({ url: env.SMTP_URL, from: env.MAIL_FROM }),
      relay,
    },
    metrics,
  );

  const internal = await startInternalServer({
    port: env.INTERNAL_PORT,
    token: env.INTERNAL_TOKEN,
    log,
    metrics,
    checks: { database: () => prisma.ping() },
  });
  await app.listen(env.PORT);
  relay.start();

  return {
    closeHttp: () => app.close(),
    stopOutbox: async () => {
      await relay.stop();
      store.close();
    },
    closeInternal: () => internal.close(),
    disconnect: async () => redis?.quit(),
  };
};
