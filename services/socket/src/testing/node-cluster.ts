import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { accessRoutes } from '@maru/contracts/internal/access';
import { eventRoutes, type OutboxEvent } from '@maru/contracts/internal/events';
import { route } from '@maru/service-kit/http/mount-routes';
import { startInternalServer } from '@maru/service-kit/internal-server';
import { createLogger } from '@maru/service-kit/logger';
import { createMetrics } from '@maru/service-kit/metrics';
import { createOutboxRelay, type OutboxRow } from '@maru/service-kit/outbox/relay';
import { createServiceClient } from '@maru/service-kit/service-client';
import { createTestIssuer } from '@maru/service-kit/testing/tokens';
import { until } from '@maru/service-kit/testing/until';
import { createDynamo } from '../platform/dynamo.js';
import { createTables } from '../platform/tables.js';
import { Communities } from './communities.js';
import { origin } from './socket-harness.js';

const serviceDir = fileURLToPath(new URL('../..', import.meta.url));
const token = 'test-internal-token-0123456789-0123456789';
const log = createLogger({ service: 'test', level: 'silent' });

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** A process that can be stopped, killed and restarted with the same arguments. */
class Part {
  private child: ChildProcess | undefined;

  constructor(
    private readonly command: string,
    private readonly args: string[],
    private readonly options: { env: NodeJS.ProcessEnv; cwd?: string; isReady: () => Promise<boolean> },
  ) {}

  start(): void {
    this.child = spawn(this.command, this.args, { ...this.options, stdio: 'ignore' });
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): void {
    this.child?.kill(signal);
  }

  whenReady(): Promise<void> {
    return until(this.options.isReady, `${this.command} is ready`, 30_000);
  }

  stop(): void {
    this.signal('SIGCONT');
    this.signal('SIGKILL');
  }
}

const answers = (url: string): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(1_000) }).then(
    ({ ok }) => ok,
    () => false,
  );

/** Serves memberships and rules in place of the chat service. */
const startChat = (communities: Communities) =>
  startInternalServer({
    port: 0,
    host: '127.0.0.1',
    token,
    log,
    metrics: createMetrics('test'),
    checks: {},
    routes: [
      route(accessRoutes.listMemberships, async ({ params }) => ({
        memberships: await communities.fetchMemberships(params.userId),
      })),
      route(accessRoutes.listMembershipsOf, async ({ body }) => ({
        memberships: await communities.fetchMembershipsOf(body.userIds),
      })),
      route(accessRoutes.listServerRules, async ({ body }) => ({
        rules: await communities.fetchRules(body.serverIds),
      })),
      route(accessRoutes.listServerContentRules, async () => ({ contentRules: [] })),
    ],
  });

/** The real relay, which knows every node, over an in-memory outbox. */
const startRelay = (baseUrl: string[]) => {
  const rows: OutboxRow[] = [];
  let added = 0;
  const socket = createServiceClient({ baseUrl, token });
  const relay = createOutboxRelay({
    store: {
      withLease: (work) => work(),
      nextBatch: async (limit) => rows.slice(0, limit),
      remove: async (ids) => void rows.splice(0, ids.length),
    },
    deliver: (events, ids) => socket.call(eventRoutes.deliverEvents, { body: { events, ids } }),
    log,
    pollMs: 100,
    maxBackoffMs: 200,
  });
  relay.start();
  return {
    add: (events: readonly OutboxEvent[]) => {
      for (const event of events) {
        added += 1;
        rows.push({ id: `${added}`, event, deliveryId: `test:${added}` });
      }
      relay.poke();
    },
    stop: () => relay.stop(),
  };
};

const nodeEnv = (shared: NodeJS.ProcessEnv, port: number, internalPort: number): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_ENV: 'test',
  NODE_OPTIONS: '',
  LOG_LEVEL: 'silent',
  LISTEN_HOST: '127.0.0.1',
  TRUSTED_PROXY_HOPS: '1',
  INTERNAL_TOKEN: token,
  PUBLIC_ORIGIN: origin,
  AWS_REGION: 'ap-northeast-2',
  DYNAMODB_ENDPOINT: process.env.TEST_DYNAMODB_ENDPOINT,
  ...shared,
  PORT: `${port}`,
  INTERNAL_PORT: `${internalPort}`,
});

/** Starts real socket nodes, each in its own process, with their own Redis. */
export const startNodeCluster = async ({ nodes: count }: { nodes: number }) => {
  const { client } = createDynamo({
    region: 'ap-northeast-2',
    endpoint: process.env.TEST_DYNAMODB_ENDPOINT,
  });
  const prefix = `test_${randomUUID().slice(0, 8)}_`;
  await createTables(client, prefix);
  client.destroy();
  const communities = new Communities();
  const [issuer, chat, redisPort] = await Promise.all([
    createTestIssuer(),
    startChat(communities),
    freePort(),
  ]);
  const redis = new Part(
    process.env.TEST_REDIS_SERVER ?? 'redis-server',
    ['--port', `${redisPort}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    {
      env: { ...process.env, LD_LIBRARY_PATH: process.env.TEST_REDIS_LIBRARIES },
      cwd: '/tmp',
      isReady: async () => true,
    },
  );
  const shared = {
    REDIS_URL: `redis://127.0.0.1:${redisPort}`,
    DYNAMODB_TABLE_PREFIX: prefix,
    CHAT_INTERNAL_URL: `http://127.0.0.1:${chat.port}`,
    // These tests use no perks.
    USER_INTERNAL_URL: 'http://127.0.0.1:1',
    COGNITO_ENDPOINT: issuer.endpoint,
    COGNITO_USER_POOL_ID: issuer.userPoolId,
    COGNITO_CLIENT_ID: issuer.clientId,
  };
  const nodes = await Promise.all(
    Array.from({ length: count }, async () => {
      const [port, internalPort] = [await freePort(), await freePort()];
      const internalUrl = `http://127.0.0.1:${internalPort}`;
      const part = new Part(process.execPath, ['dist/main.js'], {
        env: nodeEnv(shared, port, internalPort),
        cwd: serviceDir,
        isReady: () => answers(`${internalUrl}/ready`),
      });
      return { part, url: `http://127.0.0.1:${port}`, internalUrl };
    }),
  );
  const parts = [redis, ...nodes.map(({ part }) => part)];
  const killAll = () => parts.forEach((part) => part.stop());
  process.once('exit', killAll);
  for (const part of parts) part.start();
  await Promise.all(nodes.map(({ part }) => part.whenReady()));
  const relay = startRelay(nodes.map(({ internalUrl }) => internalUrl));

  return {
    communities,
    issuer,
    redis,
    nodes,
    tell: relay.add,
    stop: async () => {
      await relay.stop();
      killAll();
      process.off('exit', killAll);
      await Promise.all([issuer.close(), chat.close()]);
    },
  };
};

export type NodeCluster = Awaited<ReturnType<typeof startNodeCluster>>;
