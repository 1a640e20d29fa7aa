import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { eventRoutes, type OutboxEvent } from '@maru/contracts/internal/events';
import type { Session } from '@maru/contracts/http/user/auth';
import { AppError } from '@maru/service-kit/app-error';
import { systemClock } from '@maru/service-kit/clock';
import { portOf } from '@maru/service-kit/http/listen';
import { parseKeyRing } from '@maru/service-kit/key-ring';
import { createBackground } from '@maru/service-kit/jobs/background';
import { createLogger } from '@maru/service-kit/logger';
import { createMetrics } from '@maru/service-kit/metrics';
import { createLocks } from '@maru/service-kit/mysql/locks';
import { createRateLimiter, type RateLimiter } from '@maru/service-kit/rate-limiter';
import { createTestDatabase } from '@maru/service-kit/testing/database';
import { createTestClock } from '@maru/service-kit/testing/test-clock';
import { createTokenVerifier } from '@maru/service-kit/tokens';
import { createApp } from '../app.js';
import { AwsCognitoClient } from '../clients/cognito.aws.js';
import { createImageStore } from '@maru/service-kit/images/image-store';
import type { TossClient } from '../clients/toss.client.js';
import { HttpTossClient } from '../clients/toss.http.js';
import { createMailer } from '@maru/service-kit/mail/mailer';
import { createProviders, featuresOf } from '../compose.js';
import type { Env } from '../config/env.js';
import { job, jobTuning } from '../platform/jobs.js';
import { atLeast, type AtLeast } from '../platform/at-least.js';
import { createOutboxRelays } from '../platform/outbox-relays.js';
import { PrismaService } from '../platform/prisma.service.js';

export const origin = 'http://localhost:8080';
export const password = 'maru-test-1!';

const migrations = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));
const variable = (name: string) => process.env[name] ?? '';

const testEnv = (url: string): Env => ({
  NODE_ENV: 'test',
  LOG_LEVEL: 'info',
  PORT: 0,
  INTERNAL_PORT: 0,
  INTERNAL_TOKEN: 'x'.repeat(32),
  PUBLIC_ORIGIN: origin,
  AWS_REGION: 'ap-northeast-2',
  COGNITO_USER_POOL_ID: variable('TEST_COGNITO_USER_POOL_ID'),
  COGNITO_CLIENT_ID: variable('TEST_COGNITO_CLIENT_ID'),
  COGNITO_CLIENT_SECRET: variable('TEST_COGNITO_CLIENT_SECRET'),
  COGNITO_ENDPOINT: variable('TEST_COGNITO_ENDPOINT'),
  SIGN_IN_ASSERTION_SECRET: variable('TEST_SIGN_IN_ASSERTION_SECRET'),
  DATABASE_URL: url,
  SMTP_URL: variable('TEST_SMTP_URL'),
  MAIL_FROM: 'Maru <no-reply@maru.test>',
  SOCKET_INTERNAL_URL: ['http://127.0.0.1:1'],
  LISTEN_HOST: '127.0.0.1',
  TRUSTED_PROXY_HOPS: 1,
  CHAT_INTERNAL_URL: 'http://127.0.0.1:1',
  SEALING_KEY: 's'.repeat(32),
  BILLING_KEYS: parseKeyRing(`t1:${'b'.repeat(43)}`),
  GOOGLE_ISSUER: variable('TEST_GOOGLE_ISSUER'),
  GOOGLE_CLIENT_ID: variable('TEST_GOOGLE_CLIENT_ID'),
  GOOGLE_CLIENT_SECRET: variable('TEST_GOOGLE_CLIENT_SECRET'),
  KAKAO_ISSUER: variable('TEST_KAKAO_ISSUER'),
  KAKAO_API_URL: variable('TEST_KAKAO_API_URL'),
  KAKAO_CLIENT_ID: variable('TEST_KAKAO_CLIENT_ID'),
  KAKAO_CLIENT_SECRET: variable('TEST_KAKAO_CLIENT_SECRET'),
  KAKAO_ADMIN_KEY: variable('TEST_KAKAO_ADMIN_KEY'),
  S3_BUCKET: variable('TEST_S3_BUCKET'),
  S3_ENDPOINT: variable('TEST_S3_ENDPOINT'),
  TOSS_API_URL: variable('TEST_TOSS_URL'),
  TOSS_SDK_URL: `${variable('TEST_TOSS_URL')}/sdk`,
  TOSS_CLIENT_KEY: variable('TEST_TOSS_CLIENT_KEY'),
  TOSS_SECRET_KEY: variable('TEST_TOSS_SECRET_KEY'),
  MEDIA_URL: `${origin}/media`,
  AUTH_REQUESTS_PER_ADDRESS: 300,
});

interface CallOptions {
  body?: unknown;
  token?: string;
  cookie?: string;
  headers?: Record<string, string>;
}

export interface Answer<T> {
  status: number;
  body: T;
  /** Returns the refresh cookie as the next request sends it, or `undefined` if none was set. */
  cookie: string | undefined;
  setCookie: string;
}

const noLimits: RateLimiter = {
  limit: () => ({ consume: async () => undefined }),
  strikes: () => ({
    take: async () => undefined,
    extend: async () => undefined,
    clear: async () => undefined,
  }),
  backoff: () => ({
    check: async () => undefined,
    fail: async () => undefined,
    succeed: async () => undefined,
  }),
};

/** A stand-in for another service: keeps the events it gets, and can be down. */
const createReceiver = () => {
  const delivered: OutboxEvent[] = [];
  const receiver = {
    isDown: false,
    delivered,
    deliver: async (events: OutboxEvent[]) => {
      if (receiver.isDown) throw new AppError('UNAVAILABLE');
      delivered.push(...eventRoutes.deliverEvents.body.parse({ events }).events);
    },
  };
  return receiver;
};

/** Answers come as soon as the work is done. */
const atOnce: AtLeast = (_ms, work) => work;

interface HarnessOptions {
  /** Real limits, in this process. */
  hasLimits?: boolean;
  /** Answers take as long as in production, which slows most tests down for nothing. */
  hasAnswerTimes?: boolean;
  env?: Partial<Env>;
  /** Stands between the service and Toss, to make requests fail. */
  aroundToss?: (toss: TossClient) => TossClient;
}

/** The real service on a real database and the stand-ins of Cognito, Google, Kakao, S3 and mail; socket and chat only listen. */
export const startHarness = async ({
  hasLimits = false,
  hasAnswerTimes = false,
  env: change = {},
  aroundToss = (toss) => toss,
}: HarnessOptions = {}) => {
  const chat = { owners: new Set<string>(), forgotten: [] as string[], isDown: false };
  const database = await createTestDatabase(migrations);
  const { url } = database;
  const env = { ...testEnv(url), ...change };
  const clock = createTestClock();
  const lines: string[] = [];
  const log = createLogger({
    service: 'user',
    level: 'debug',
    destination: { write: (line) => void lines.push(line) },
  });
  const [socketReceiver, chatReceiver] = [createReceiver(), createReceiver()];
  const relay = createOutboxRelays({
    databaseUrl: url,
    log,
    // Commits poke the relays; each poll takes the time of a busy machine.
    pollMs: 500,
    maxBackoffMs: 50,
    deliver: { socket: socketReceiver.deliver, chat: chatReceiver.deliver },
  });
  const prisma = new PrismaService({ url, onRecorded: relay.poke, clock });
  const locks = createLocks(url);
  const metrics = createMetrics('user');
  const pool = {
    userPoolId: env.COGNITO_USER_POOL_ID,
    clientId: env.COGNITO_CLIENT_ID,
    endpoint: env.COGNITO_ENDPOINT,
  };
  const cognito = new AwsCognitoClient({
    ...pool,
    region: env.AWS_REGION,
    clientSecret: env.COGNITO_CLIENT_SECRET,
    assertionSecret: env.SIGN_IN_ASSERTION_SECRET,
    // The stand-in of Cognito stays in the present.
    clock: systemClock,
    log,
  });
  const { TOSS_API_URL: apiUrl, TOSS_SECRET_KEY: secretKey } = env;
  const toss = new HttpTossClient({ apiUrl, secretKey, log, timeoutMs: 1_500 });
  const app = await createApp(
    {
      env,
      clock,
      log,
      prisma,
      limiter: hasLimits ? createRateLimiter() : noLimits,
      verifier: createTokenVerifier(pool),
      cognito,
      providers: createProviders(env),
      chat: {
        ownsServers: async (userId) => chat.owners.has(userId),
        forgetPerson: async (userId) => {
          if (chat.isDown) throw new AppError('UNAVAILABLE');
          chat.forgotten.push(userId);
        },
      },
      images: createImageStore({ region: env.AWS_REGION, bucket: env.S3_BUCKET, endpoint: env.S3_ENDPOINT }),
      locks,
      mailer: createMailer({ url: env.SMTP_URL, from: env.MAIL_FROM }),
      toss: aroundToss(toss),
      atLeast: hasAnswerTimes ? atLeast : atOnce,
    },
    metrics,
    hasLimits ? undefined : noLimits.limit('address', { points: 1, seconds: 1 }),
  );
  await app.listen(0, '127.0.0.1');
  const { jobs, endless } = featuresOf(app);
  const background = createBackground({
    db: prisma,
    locks,
    log,
    metrics,
    schema: job,
    jobs,
    endless,
    // Tests run periodic work themselves.
    every: [],
    clock,
    tuning: { ...jobTuning, pollMs: 100, retryAfterMs: () => 50 },
  });
  relay.start();
  background.start();
  const base = `http://127.0.0.1:${portOf(app.getHttpServer())}`;

  const call = async <T = Record<string, unknown>>(
    method: string,
    path: string,
    options: CallOptions = {},
  ): Promise<Answer<T>> => {
    const { body, token, cookie, headers } = options;
    const response = await fetch(base + path, {
      method,
      headers: {
        'content-type': 'application/json',
        origin,
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(cookie ? { cookie } : {}),
        ...headers,
      },
      body: typeof body === 'string' ? body : body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    const setCookie = response.headers.get('set-cookie') ?? '';
    // Every response of this service is JSON or empty.
    return {
      status: response.status,
      body: (text ? JSON.parse(text) : {}) as T,
      // Signing in also clears the cookie of a pending sign-in, in an earlier header.
      cookie: /maru_refresh=[^;]+/.exec(setCookie)?.[0] ?? (setCookie.split(';')[0] || undefined),
      setCookie,
    };
  };
  const auth = <T = Record<string, unknown>>(path: string, options?: CallOptions) =>
    call<T>('POST', `/user/v1/auth/${path}`, options);

  const mailsTo = async (email: string) => {
    const response = await fetch(
      `${variable('TEST_INBOX_URL')}/api/messages?to=${encodeURIComponent(email)}`,
    );
    return (await response.json()) as { subject: string; html: string; text: string }[];
  };
  const codeFor = async (email: string) =>
    />\s*(\d{6})\s*</.exec((await mailsTo(email))[0]?.html ?? '')?.[1] ?? '';
  const newEmail = () => `${randomUUID()}@maru.test`;
  const startSignUp = (email: string, given: { password?: string; nickname?: string } = {}) => {
    const consents = { terms: true, privacy: true, age14: true, marketing: false };
    const body = { email, password, nickname: '지민', locale: 'ko', consents, ...given };
    return auth<{ signUpToken: string; resendAfterMs: number }>('sign-up', { body });
  };

  return {
    call,
    auth,
    base,
    env,
    chat,
    /** The service's time: ahead of the real one as far as a test moves it. */
    clock,
    app,
    prisma,
    cognito,
    toss,
    delivered: socketReceiver.delivered,
    receiver: socketReceiver,
    chatReceiver,
    lines,
    mailsTo,
    codeFor,
    newEmail,
    startSignUp,
    /** A user with a confirmed account and an open session. */
    signUp: async (email = newEmail()) => {
      const { body } = await startSignUp(email);
      const confirmed = await auth<Session>('confirm', {
        body: { email, signUpToken: body.signUpToken, code: await codeFor(email) },
      });
      return {
        email,
        session: confirmed.body,
        cookie: confirmed.cookie ?? '',
        setCookie: confirmed.setCookie,
      };
    },
    /** Lets the grace of an account's deletion run out now, also when no deletion was scheduled. */
    endGrace: async (userId: string) => {
      await prisma.account.update({ where: { userId }, data: { deletionAt: clock() } });
      await prisma.transact(({ enqueue }) => enqueue({ kind: 'erase-account', userId }));
    },
    isErased: async (userId: string) => (await prisma.account.count({ where: { userId } })) === 0,
    stop: async () => {
      await background.stop();
      await app.close();
      await relay.stop();
      await prisma.$disconnect();
      await database.drop();
    },
  };
};

export type Harness = Awaited<ReturnType<typeof startHarness>>;
