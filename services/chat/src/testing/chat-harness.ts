import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { eventRoutes, type OutboxEvent } from '@maru/contracts/internal/events';
import { anyChange } from '@maru/contracts/rate';
import { AppError } from '@maru/service-kit/app-error';
import { closeServer, listen, portOf } from '@maru/service-kit/http/listen';
import { createRequestLimits } from '@maru/service-kit/http/request-limits';
import { createImageStore } from '@maru/service-kit/images/image-store';
import { createBackground } from '@maru/service-kit/jobs/background';
import { createLogger } from '@maru/service-kit/logger';
import { createMailer, type Mail, type MailError } from '@maru/service-kit/mail/mailer';
import { createMetrics } from '@maru/service-kit/metrics';
import { createLocks } from '@maru/service-kit/mysql/locks';
import { createMysqlOutboxStore } from '@maru/service-kit/outbox/mysql-store';
import { createOutboxRelay } from '@maru/service-kit/outbox/relay';
import { createRateLimiter } from '@maru/service-kit/rate-limiter';
import { createTestDatabase } from '@maru/service-kit/testing/database';
import { createTestIssuer } from '@maru/service-kit/testing/tokens';
import { createAuthenticate, createTokenVerifier } from '@maru/service-kit/tokens';
import { createApp } from '../app.js';
import { composeFeatures } from '../compose.js';
import { parseKeyRing } from '@maru/service-kit/key-ring';
import { AccessService } from '../features/access/access.service.js';
import { NamesService } from '../features/people/names.service.js';
import { Database } from '../platform/database.js';
import { job } from '../platform/jobs.js';
import { createFakeSocketService } from './fake-socket-service.js';
import { createFakePresence } from './fake-presence.js';
import { createFakeUserService } from './fake-user-service.js';

export interface Answer<T = Record<string, unknown>> {
  status: number;
  body: T;
}

interface CallOptions {
  method?: string;
  /** Sent as JSON, unless it is a text or bytes. */
  body?: unknown;
  type?: string;
  token?: string;
  key?: string;
}

/** The URL of the public part of the bucket. */
const mediaUrl = `${process.env.TEST_S3_ENDPOINT}/${process.env.TEST_S3_BUCKET}/media`;

export const inviteKeys = parseKeyRing(`t1:${'k'.repeat(43)}`);
export const emailHashKey = 'h'.repeat(32);
export const publicOrigin = 'http://localhost:8080';

/** Mail to the local inbox, which can be out of reach or refuse an address. */
const createTestMailer = () => {
  const inbox = createMailer({ url: process.env.TEST_SMTP_URL ?? '', from: 'Maru <no-reply@maru.test>' });
  const mailer = {
    attempts: 0,
    failure: undefined as MailError | undefined,
    send: async (mail: Mail) => {
      mailer.attempts += 1;
      if (mailer.failure) throw mailer.failure;
      await inbox.send(mail);
    },
  };
  return mailer;
};

const bodyOf = (body: unknown): RequestInit['body'] => {
  if (body === undefined || typeof body === 'string') return body;
  return body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);
};

const migrations = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

const unlimited = { consume: async () => undefined };
/** The limits of single routes only: tests do in a second more than the general ones allow people. */
const createTestLimits = () => {
  const limiter = createRateLimiter();
  return createRequestLimits({
    limiter: {
      ...limiter,
      limit: (name, budget) => (name.includes(anyChange.pool) ? unlimited : limiter.limit(name, budget)),
    },
    nodeLimiter: { ...limiter, limit: () => unlimited },
  });
};

/** The real service on a real database, its jobs running, with a socket service that only listens and can be down. */
export const startHarness = async () => {
  const schema = await createTestDatabase(migrations);
  const issuer = await createTestIssuer();
  const lines: string[] = [];
  const log = createLogger({
    service: 'chat',
    level: 'debug',
    destination: { write: (line) => void lines.push(line) },
  });
  const delivered: OutboxEvent[] = [];
  const receiver = { isDown: false };
  const store = createMysqlOutboxStore(schema.url);
  const relay = createOutboxRelay({
    store,
    log,
    // Commits poke the relay; each poll takes the time of a busy machine.
    pollMs: 250,
    maxBackoffMs: 50,
    deliver: async (events) => {
      if (receiver.isDown) throw new AppError('UNAVAILABLE');
      delivered.push(...eventRoutes.deliverEvents.body.parse({ events }).events);
    },
  });
  const users = createFakeUserService();
  const database = new Database({ url: schema.url, mediaUrl, onRecorded: relay.poke });
  const names = new NamesService(database, users);
  const access = new AccessService(database);
  const presence = createFakePresence();
  const images = createImageStore({
    region: 'ap-northeast-2',
    bucket: process.env.TEST_S3_BUCKET ?? '',
    endpoint: process.env.TEST_S3_ENDPOINT,
  });
  const socket = createFakeSocketService();
  const mailer = createTestMailer();
  const { routes, jobs, endless } = composeFeatures({
    database,
    access,
    socket,
    users,
    presence,
    images,
    mailer,
    inviteKeys,
    emailHashKey,
    publicOrigin,
    log,
  });
  const metrics = createMetrics('chat');
  const app = createApp({
    log,
    metrics,
    routes,
    access: {
      authenticate: createAuthenticate(createTokenVerifier(issuer)),
      authorize: access.authorize,
      limits: createTestLimits(),
    },
    requests: unlimited,
    trustedProxyHops: 1,
  });
  const background = createBackground({
    db: database.prisma,
    locks: createLocks(schema.url),
    log,
    metrics,
    schema: job,
    jobs,
    endless,
    // Tests run periodic work themselves.
    every: [],
    tuning: { pollMs: 100, retryAfterMs: () => 50 },
  });
  const server = await listen(app, 0);
  relay.start();
  background.start();

  const base = `http://127.0.0.1:${portOf(server)}`;
  const call = async <T = Record<string, unknown>>(
    path: string,
    { method = 'GET', body, type = 'application/json', token, key }: CallOptions = {},
  ): Promise<Answer<T>> => {
    const response = await fetch(base + path, {
      method,
      headers: {
        'content-type': type,
        'idempotency-key': key ?? randomUUID(),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: bodyOf(body),
    });
    const text = await response.text();
    // Every answer of this service is JSON or empty.
    return { status: response.status, body: (text ? JSON.parse(text) : {}) as T };
  };

  return {
    base,
    call,
    routes,
    issuer,
    access,
    database,
    delivered,
    receiver,
    socket,
    presence,
    users,
    names,
    mailer,
    lines,
    images,
    url: schema.url,
    person: () => {
      const userId = randomUUID();
      users.known.add(userId);
      return { userId, token: issuer.token({ userId }) };
    },
    /** Makes all waiting jobs due now. */
    hurryJobs: () => database.prisma.jobRow.updateMany({ data: { runAt: new Date() } }),
    stop: async () => {
      await closeServer(server);
      await background.stop();
      await relay.stop();
      store.close();
      await database.close();
      await issuer.close();
      await schema.drop();
    },
  };
};

export type Harness = Awaited<ReturnType<typeof startHarness>>;
export type Person = ReturnType<Harness['person']>;
