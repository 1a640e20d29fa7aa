import { join } from 'node:path';
import { mariaDbUrl } from '../backends/mariadb.js';
import type { StandIns } from '../stand-ins/start-stand-ins.js';
import { answersHttp } from '../supervisor/health.js';
import type { PartSpec, TaskSpec } from '../supervisor/part.js';
import { repoRoot } from './paths.js';
import type { Ports } from './ports.js';
import type { Secrets } from './secrets.js';
import type { Settings } from './setting-names.js';

export interface ServicePlan {
  ports: Ports;
  settings: Settings;
  secrets: Secrets;
  standIns: Omit<StandIns, 'stop'>;
  /** A pair of ports per socket node. */
  socketNodes: { port: number; internalPort: number }[];
  redisUrl: string | undefined;
  /** STUN and TURN servers, as variables of the socket service. */
  relayEnv: Record<string, string>;
}

const loopback = (port: number) => `http://127.0.0.1:${port}`;

type Placement = Pick<ServicePlan, 'ports' | 'settings'>;

/** The single origin for browsers. */
export const originOf = ({ ports, settings }: Placement): string =>
  settings.PUBLIC_ORIGIN ? new URL(settings.PUBLIC_ORIGIN).origin : `http://localhost:${ports.proxy}`;

/** The accepted host name beside the local ones, as a variable. */
export const publicHostEnv = (settings: Settings, name = 'PUBLIC_HOST'): Record<string, string> =>
  settings.PUBLIC_ORIGIN ? { [name]: new URL(settings.PUBLIC_ORIGIN).hostname } : {};

/** Vite reads its accepted host names, beside the local ones, from this variable. */
const viteHosts = '__VITE_ADDITIONAL_SERVER_ALLOWED_HOSTS';

/** Variables of the client's server. Pages of payment let the stand-in of Toss in. */
export const clientEnv = ({ settings, standIns }: ServicePlan): Record<string, string> => ({
  ...publicHostEnv(settings, viteHosts),
  // Pages allow the real Toss by default.
  ...(settings.TOSS_SECRET_KEY ? {} : { TOSS_PAGE_ORIGINS: standIns.tossUrl }),
});

const serviceDir = (name: string) => join(repoRoot, 'services', name);

const commonEnv = (plan: ServicePlan): Record<string, string> => {
  const { ports, settings, secrets, standIns, redisUrl, socketNodes } = plan;
  const isRealPool = settings.COGNITO_USER_POOL_ID !== undefined;
  return {
    NODE_ENV: 'development',
    LOG_LEVEL: settings.LOG_LEVEL ?? 'info',
    INTERNAL_TOKEN: secrets.internalToken,
    PUBLIC_ORIGIN: originOf({ ports, settings }),
    AWS_REGION: settings.AWS_REGION ?? 'ap-northeast-2',
    AWS_ACCESS_KEY_ID: settings.AWS_ACCESS_KEY_ID ?? 'local',
    AWS_SECRET_ACCESS_KEY: settings.AWS_SECRET_ACCESS_KEY ?? 'local',
    ...(settings.AWS_SESSION_TOKEN ? { AWS_SESSION_TOKEN: settings.AWS_SESSION_TOKEN } : {}),
    COGNITO_USER_POOL_ID: settings.COGNITO_USER_POOL_ID ?? standIns.userPoolId,
    COGNITO_CLIENT_ID: settings.COGNITO_CLIENT_ID ?? standIns.clientId,
    ...(isRealPool ? {} : { COGNITO_ENDPOINT: standIns.cognitoUrl }),
    ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
    SOCKET_INTERNAL_URL: socketNodes.map(({ internalPort }) => loopback(internalPort)).join(','),
  };
};

export const databaseUrls = ({ ports, settings }: Placement) => ({
  user: settings.USER_DATABASE_URL ?? mariaDbUrl(ports.mysql, 'maru_user'),
  chat: settings.CHAT_DATABASE_URL ?? mariaDbUrl(ports.mysql, 'maru_chat'),
});

const dynamoEnv = ({ ports, settings }: ServicePlan) => ({
  DYNAMODB_ENDPOINT: settings.DYNAMODB_ENDPOINT ?? loopback(ports.dynamodb),
  DYNAMODB_TABLE_PREFIX: settings.DYNAMODB_TABLE_PREFIX ?? 'maru_',
});

const onlySet = (variables: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(variables).flatMap(([name, value]) => (value ? [[name, value]] : [])));

/** A real client id means the real provider, whose addresses are the service's defaults. */
const providerEnv = ({ settings, standIns }: ServicePlan): Record<string, string | undefined> => ({
  ...(settings.GOOGLE_CLIENT_ID
    ? {
        GOOGLE_ISSUER: settings.GOOGLE_ISSUER,
        GOOGLE_CLIENT_ID: settings.GOOGLE_CLIENT_ID,
        GOOGLE_CLIENT_SECRET: settings.GOOGLE_CLIENT_SECRET,
      }
    : {
        GOOGLE_ISSUER: standIns.googleIssuer,
        GOOGLE_CLIENT_ID: standIns.googleClientId,
        GOOGLE_CLIENT_SECRET: standIns.googleClientSecret,
      }),
  ...(settings.KAKAO_CLIENT_ID
    ? {
        KAKAO_ISSUER: settings.KAKAO_ISSUER,
        KAKAO_API_URL: settings.KAKAO_API_URL,
        KAKAO_CLIENT_ID: settings.KAKAO_CLIENT_ID,
        KAKAO_CLIENT_SECRET: settings.KAKAO_CLIENT_SECRET,
        KAKAO_ADMIN_KEY: settings.KAKAO_ADMIN_KEY,
      }
    : {
        KAKAO_ISSUER: standIns.kakaoIssuer,
        KAKAO_API_URL: standIns.kakaoApiUrl,
        KAKAO_CLIENT_ID: standIns.kakaoClientId,
        KAKAO_CLIENT_SECRET: standIns.kakaoClientSecret,
        KAKAO_ADMIN_KEY: standIns.kakaoAdminKey,
      }),
});

/** A real key pair means the real Toss, whose addresses are the service's defaults. */
const tossEnv = ({ settings, standIns }: ServicePlan): Record<string, string | undefined> =>
  settings.TOSS_SECRET_KEY
    ? {
        TOSS_API_URL: settings.TOSS_API_URL,
        TOSS_SDK_URL: settings.TOSS_SDK_URL,
        TOSS_CLIENT_KEY: settings.TOSS_CLIENT_KEY,
        TOSS_SECRET_KEY: settings.TOSS_SECRET_KEY,
      }
    : {
        TOSS_API_URL: standIns.tossUrl,
        TOSS_SDK_URL: `${standIns.tossUrl}/sdk`,
        TOSS_CLIENT_KEY: standIns.tossClientKey,
        TOSS_SECRET_KEY: standIns.tossSecretKey,
      };

/** A real bucket is in AWS, unless an endpoint is set. */
const imagesEnv = ({ ports, settings, standIns }: ServicePlan): Record<string, string | undefined> =>
  settings.S3_BUCKET
    ? { S3_BUCKET: settings.S3_BUCKET, S3_ENDPOINT: settings.S3_ENDPOINT, MEDIA_URL: settings.MEDIA_URL }
    : {
        S3_BUCKET: standIns.s3Bucket,
        S3_ENDPOINT: standIns.s3Url,
        MEDIA_URL: `${originOf({ ports, settings })}/media`,
      };

const node = (
  name: string,
  service: string,
  options: { ports: [number, number]; env: Record<string, string> },
): PartSpec => ({
  name,
  command: process.execPath,
  args: ['dist/main.js'],
  cwd: serviceDir(service),
  env: { ...options.env, PORT: String(options.ports[0]), INTERNAL_PORT: String(options.ports[1]) },
  isReady: () => answersHttp(`${loopback(options.ports[1])}/ready`),
  // Restarting it doesn't help a service whose stores are down.
  isAlive: () => answersHttp(`${loopback(options.ports[1])}/health`),
});

/** Tasks that must finish before the services start. */
export const preparationTasks = (plan: ServicePlan): TaskSpec[] => {
  const urls = databaseUrls(plan);
  const task = (
    name: string,
    service: string,
    options: { file: string; env: Record<string, string> },
  ): TaskSpec => ({
    name,
    command: process.execPath,
    args: [`dist/${options.file}`],
    cwd: serviceDir(service),
    env: { ...commonEnv(plan), ...options.env },
  });
  return [
    task('user database', 'user', { file: 'migrate.js', env: { DATABASE_URL: urls.user } }),
    task('chat database', 'chat', { file: 'migrate.js', env: { DATABASE_URL: urls.chat } }),
    task('message tables', 'socket', { file: 'create-tables.js', env: dynamoEnv(plan) }),
  ];
};

export const serviceParts = (plan: ServicePlan): PartSpec[] => {
  const { ports, settings, secrets, standIns, socketNodes } = plan;
  const env = commonEnv(plan);
  const urls = databaseUrls(plan);
  const mailEnv = {
    SMTP_URL: settings.SMTP_URL ?? standIns.smtpUrl,
    MAIL_FROM: settings.MAIL_FROM ?? '마루 Maru <no-reply@maru.test>',
  };
  const userEnv = {
    ...env,
    DATABASE_URL: urls.user,
    COGNITO_CLIENT_SECRET: settings.COGNITO_CLIENT_SECRET ?? standIns.clientSecret,
    SIGN_IN_ASSERTION_SECRET: settings.SIGN_IN_ASSERTION_SECRET ?? secrets.signInAssertionSecret,
    SEALING_KEY: secrets.sealingKey,
    BILLING_KEYS: settings.BILLING_KEYS ?? secrets.billingKeys,
    // In development all users share one address: this machine's.
    AUTH_REQUESTS_PER_ADDRESS: '5000',
    CHAT_INTERNAL_URL: loopback(ports.chatInternal),
    ...onlySet({ ...providerEnv(plan), ...tossEnv(plan), ...imagesEnv(plan) }),
    ...mailEnv,
  };
  const socketEnv = {
    ...env,
    ...dynamoEnv(plan),
    ...plan.relayEnv,
    CHAT_INTERNAL_URL: loopback(ports.chatInternal),
    USER_INTERNAL_URL: loopback(ports.userInternal),
  };
  return [
    node('user', 'user', { ports: [ports.user, ports.userInternal], env: userEnv }),
    node('chat', 'chat', {
      ports: [ports.chat, ports.chatInternal],
      env: {
        ...env,
        ...onlySet(imagesEnv(plan)),
        DATABASE_URL: urls.chat,
        USER_INTERNAL_URL: loopback(ports.userInternal),
        INVITE_KEYS: settings.INVITE_KEYS ?? secrets.inviteKeys,
        EMAIL_HASH_KEY: secrets.emailHashKey,
        ...mailEnv,
      },
    }),
    ...socketNodes.map(({ port, internalPort }, index) =>
      node(index === 0 ? 'socket' : `socket-${index + 1}`, 'socket', {
        ports: [port, internalPort],
        env: socketEnv,
      }),
    ),
  ];
};

export const proxyPart = ({ ports, settings, standIns, socketNodes }: ServicePlan): PartSpec => ({
  name: 'proxy',
  command: process.execPath,
  args: ['dist/main.js'],
  cwd: join(repoRoot, 'dev-proxy'),
  env: {
    PORT: String(ports.proxy),
    USER_URL: loopback(ports.user),
    CHAT_URL: loopback(ports.chat),
    SOCKET_URLS: socketNodes.map(({ port }) => loopback(port)).join(','),
    CLIENT_URL: loopback(ports.client),
    LOCAL_PORTAL_URL: loopback(ports.portal),
    INBOX_URL: standIns.inboxUrl,
    MEDIA_ORIGIN_URL: `${standIns.s3Url}/${standIns.s3Bucket}`,
    ...onlySet({ LISTEN_HOST: settings.LISTEN_HOST }),
    ...publicHostEnv(settings),
  },
  isReady: () => answersHttp(`${loopback(ports.proxy)}/__local/health`),
});
