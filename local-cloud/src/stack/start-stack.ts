import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createDatabases, mariaDb, mariaDbUrl } from '../backends/mariadb.js';
import { dynamoDb } from '../backends/dynamodb.js';
import { redis } from '../backends/redis.js';
import { startPortal } from '../portal/portal.js';
import type { StandIns } from '../stand-ins/start-stand-ins.js';
import { answersHttp } from '../supervisor/health.js';
import type { PartSpec, PartStatus } from '../supervisor/part.js';
import { Supervisor } from '../supervisor/supervisor.js';
import { createClientProgram } from './client-program.js';
import { lockState } from './lock.js';
import { repoRoot } from './paths.js';
import { choosePorts, freePorts, usualPorts, type Ports } from './ports.js';
import {
  clientEnv,
  databaseUrls,
  originOf,
  preparationTasks,
  publicHostEnv,
  proxyPart,
  serviceParts,
  type ServicePlan,
} from './services.js';
import { startRelay } from './relay.js';
import { readSecrets, type Secrets } from './secrets.js';
import type { Settings } from './setting-names.js';
import { readSettings } from './settings.js';
import { shellForParts } from './shell.js';

export interface StackOptions {
  stateDir: string;
  ports: 'usual' | 'free';
  client: 'dev' | 'built';
  sockets?: number;
  /** A step of the start has finished. */
  onStep?: (name: string, ms: number) => void;
  onLine?: (part: string, line: string) => void;
  onChange?: (status: PartStatus) => void;
  /** A notice for the developer before the start. */
  onWarning?: (line: string) => void;
}

export interface Stack {
  /** The address for people. */
  url: string;
  /** The same product for programs on this machine, independent of the public address. */
  loopbackUrl: string;
  inboxUrl: string;
  dynamodbUrl: string;
  dynamodbTablePrefix: string;
  userDatabaseUrl: string;
  chatDatabaseUrl: string;
  statuses(): PartStatus[];
  /** Simulates a crash of the part; the supervisor restarts it. */
  kill(part: string, signal: NodeJS.Signals): void;
  stop(): Promise<void>;
}

type ReadyStandIns = Omit<StandIns, 'stop'>;

/** The stand-ins' process reports its addresses and resources on its first line. */
const standInsPart = (stateDir: string, ports: Ports, options: { secrets: Secrets; settings: Settings }) => {
  let ready: ReadyStandIns | undefined;
  const spec: PartSpec = {
    name: 'stand-ins',
    command: process.execPath,
    args: ['dist/stand-ins/main.js'],
    cwd: join(repoRoot, 'local-cloud'),
    env: {
      DATA_DIR: join(stateDir, 'stand-ins'),
      SIGN_IN_ASSERTION_SECRET: options.secrets.signInAssertionSecret,
      AWS_REGION: options.settings.AWS_REGION ?? 'ap-northeast-2',
      S3_PORT: String(ports.s3),
      COGNITO_PORT: String(ports.cognito),
      SMTP_PORT: String(ports.smtp),
      INBOX_PORT: String(ports.inbox),
      OIDC_PORT: String(ports.oidc),
      TOSS_PORT: String(ports.toss),
      TOSS_WEBHOOK_URL: `http://127.0.0.1:${ports.user}/user/v1/webhooks/toss`,
      APP_ORIGIN: originOf({ ports, settings: options.settings }),
      ...publicHostEnv(options.settings),
    },
    isReady: async () => ready !== undefined && answersHttp(`${ready.cognitoUrl}/health`),
  };
  const readLine = (line: string) => {
    // Our own program writes this line.
    if (line.startsWith('{"ready"')) ready = (JSON.parse(line) as { ready: ReadyStandIns }).ready;
  };
  const facts = () => {
    if (!ready) throw new Error('the stand-ins are not ready');
    return ready;
  };
  return { spec, readLine, facts };
};

const createLogFiles = (stateDir: string) => {
  const dir = join(stateDir, 'logs');
  mkdirSync(dir, { recursive: true });
  const files = new Map<string, ReturnType<typeof createWriteStream>>();
  return (part: string, line: string) => {
    let file = files.get(part);
    if (!file) {
      // A full disk loses log lines, but doesn't stop the stack.
      file = createWriteStream(join(dir, `${part}.log`), { flags: 'a' }).on('error', () => undefined);
      files.set(part, file);
    }
    file.write(`${line}\n`);
  };
};

const timed =
  (onStep: StackOptions['onStep']) =>
  async <T>(name: string, work: Promise<T>): Promise<T> => {
    const startedAt = performance.now();
    const result = await work;
    onStep?.(name, performance.now() - startedAt);
    return result;
  };

const warnOfPort = ({ ports: kind, onWarning }: StackOptions, { proxy }: Ports) => {
  if (kind === 'usual' && proxy !== usualPorts.proxy)
    onWarning?.(`Port ${usualPorts.proxy} is taken; Maru is at port ${proxy}`);
};

/** Starts the whole product: databases and stand-ins, their tables, then services, client and proxy. */
export const startStack = async (options: StackOptions): Promise<Stack> => {
  const { stateDir, onStep, onWarning } = options;
  const { settings, warnings } = readSettings();
  warnings.forEach((line) => onWarning?.(line));
  const client = createClientProgram();
  mkdirSync(stateDir, { recursive: true });
  const unlock = lockState(stateDir);

  const ports = await choosePorts(options.ports);
  warnOfPort(options, ports);
  const secrets = readSecrets(stateDir);
  const writeLog = createLogFiles(stateDir);
  const standIns = standInsPart(stateDir, ports, { secrets, settings });
  const supervisor = new Supervisor({
    env: shellForParts(),
    onChange: options.onChange,
    onLine: (part, line) => {
      writeLog(part, line);
      if (part === 'stand-ins') standIns.readLine(line);
      options.onLine?.(part, line);
    },
  });
  const step = timed(onStep);
  const start = (spec: PartSpec) => step(spec.name, supervisor.start(spec));

  const stop = async () => {
    await supervisor.stop();
    await portal?.close();
    client.close();
    unlock();
  };
  let portal: Awaited<ReturnType<typeof startPortal>> | undefined;

  try {
    const sockets = options.sockets ?? 1;
    const needsRedis = sockets > 1 && !settings.REDIS_URL;
    const startMySql = async () => {
      if (settings.USER_DATABASE_URL && settings.CHAT_DATABASE_URL) return;
      await supervisor.start(await mariaDb({ dataDir: join(stateDir, 'mysql'), port: ports.mysql }));
      await createDatabases(mariaDbUrl(ports.mysql), ['maru_user', 'maru_chat']);
    };
    const buildClient =
      options.client === 'built' ? step('client build', supervisor.run(client.buildTask())) : undefined;
    const [relayEnv] = await Promise.all([
      startRelay({ stateDir, ports, secrets, settings, start, onWarning }),
      step('mysql', startMySql()),
      settings.DYNAMODB_ENDPOINT
        ? undefined
        : start(dynamoDb({ file: join(stateDir, 'dynamodb.sqlite'), port: ports.dynamodb })),
      start(standIns.spec),
      needsRedis ? start(redis({ dataDir: stateDir, port: ports.redis })) : undefined,
    ]);

    const extraNodes = await freePorts((sockets - 1) * 2);
    const plan: ServicePlan = {
      ports,
      settings,
      secrets,
      standIns: standIns.facts(),
      socketNodes: [
        { port: ports.socket, internalPort: ports.socketInternal },
        ...Array.from({ length: sockets - 1 }, (_, index) => ({
          port: extraNodes[index * 2] ?? 0,
          internalPort: extraNodes[index * 2 + 1] ?? 0,
        })),
      ],
      relayEnv,
      redisUrl: settings.REDIS_URL ?? (needsRedis ? `redis://127.0.0.1:${ports.redis}` : undefined),
    };
    await Promise.all(preparationTasks(plan).map((task) => step(task.name, supervisor.run(task))));
    portal = await startPortal({
      port: ports.portal,
      statuses: () => supervisor.statuses(),
      hosts: Object.values(publicHostEnv(settings)),
    });
    await buildClient;
    await Promise.all(
      [
        ...serviceParts(plan),
        client.part(options.client, ports.client, clientEnv(plan)),
        proxyPart(plan),
      ].map(start),
    );
    unlock.setUrl(originOf(plan));

    return {
      url: originOf(plan),
      loopbackUrl: `http://127.0.0.1:${ports.proxy}`,
      inboxUrl: plan.standIns.inboxUrl,
      dynamodbUrl: settings.DYNAMODB_ENDPOINT ?? `http://127.0.0.1:${ports.dynamodb}`,
      dynamodbTablePrefix: settings.DYNAMODB_TABLE_PREFIX ?? 'maru_',
      userDatabaseUrl: databaseUrls(plan).user,
      chatDatabaseUrl: databaseUrls(plan).chat,
      statuses: () => supervisor.statuses(),
      kill: (part, signal) => {
        const pid = supervisor.statuses().find((status) => status.name === part)?.pid;
        if (pid) process.kill(pid, signal);
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};
