import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mkdir } from 'node:fs/promises';
import { coturn } from './backends/coturn.js';
import { dynamoDb } from './backends/dynamodb.js';
import { mariaDb, mariaDbUrl } from './backends/mariadb.js';
import { findBinary, hasBinary, nativeEnv } from './backends/native.js';
import { redis } from './backends/redis.js';
import { choosePorts } from './stack/ports.js';
import { shellForParts } from './stack/shell.js';
import { startStandIns } from './stand-ins/start-stand-ins.js';
import { Supervisor } from './supervisor/supervisor.js';

/** The servers that integration tests talk to, as the variables that they read. */
export interface TestBackends {
  env: Record<string, string>;
  stop(): Promise<void>;
}

const turnSecret = 'test-turn-secret-0123456789-0123456789';
const signInAssertionSecret = 'test-sign-in-assertion-secret-0123456789';

/** Real MySQL, DynamoDB and Redis servers and the stand-ins on free ports, with a state folder of their own. */
export const startTestBackends = async (): Promise<TestBackends> => {
  const stateDir = await mkdtemp(join(tmpdir(), 'maru-test-'));
  const ports = await choosePorts('free');
  const lines: string[] = [];
  const supervisor = new Supervisor({
    env: shellForParts(),
    onLine: (part, line) => void lines.push(`${part}: ${line}`),
  });
  await mkdir(join(stateDir, 'redis'));
  const relay = hasBinary('turnserver')
    ? coturn({ stateDir, port: ports.turn, secret: turnSecret })
    : undefined;
  const [, , , , standIns] = await Promise.all([
    mariaDb({ dataDir: join(stateDir, 'mysql'), port: ports.mysql, isThrowaway: true }).then((spec) =>
      supervisor.start(spec),
    ),
    supervisor.start(dynamoDb({ port: ports.dynamodb })),
    supervisor.start(redis({ dataDir: join(stateDir, 'redis'), port: ports.redis })),
    relay ? supervisor.start(relay) : undefined,
    startStandIns({
      dataDir: join(stateDir, 'stand-ins'),
      isThrowaway: true,
      signInAssertionSecret,
      ports: {},
    }),
  ]).catch(async (error: unknown) => {
    await supervisor.stop();
    throw new Error(`The test backends did not start\n${lines.slice(-10).join('\n')}`, { cause: error });
  });

  return {
    env: {
      TEST_MYSQL_URL: mariaDbUrl(ports.mysql),
      TEST_DYNAMODB_ENDPOINT: `http://127.0.0.1:${ports.dynamodb}`,
      TEST_REDIS_URL: `redis://127.0.0.1:${ports.redis}`,
      // For tests that stop a Redis of their own.
      TEST_REDIS_SERVER: findBinary('redis-server'),
      TEST_REDIS_LIBRARIES: nativeEnv().LD_LIBRARY_PATH ?? '',
      // Absent if coturn can't be installed here; its tests are skipped then.
      ...(relay ? { TEST_TURN_PORT: String(ports.turn), TEST_TURN_SECRET: turnSecret } : {}),
      TEST_COGNITO_ENDPOINT: standIns.cognitoUrl,
      TEST_COGNITO_USER_POOL_ID: standIns.userPoolId,
      TEST_COGNITO_CLIENT_ID: standIns.clientId,
      TEST_COGNITO_CLIENT_SECRET: standIns.clientSecret,
      TEST_SIGN_IN_ASSERTION_SECRET: signInAssertionSecret,
      TEST_S3_ENDPOINT: standIns.s3Url,
      TEST_S3_BUCKET: standIns.s3Bucket,
      TEST_GOOGLE_ISSUER: standIns.googleIssuer,
      TEST_GOOGLE_CLIENT_ID: standIns.googleClientId,
      TEST_GOOGLE_CLIENT_SECRET: standIns.googleClientSecret,
      TEST_KAKAO_ISSUER: standIns.kakaoIssuer,
      TEST_KAKAO_API_URL: standIns.kakaoApiUrl,
      TEST_KAKAO_CLIENT_ID: standIns.kakaoClientId,
      TEST_KAKAO_CLIENT_SECRET: standIns.kakaoClientSecret,
      TEST_KAKAO_ADMIN_KEY: standIns.kakaoAdminKey,
      TEST_TOSS_URL: standIns.tossUrl,
      TEST_TOSS_CLIENT_KEY: standIns.tossClientKey,
      TEST_TOSS_SECRET_KEY: standIns.tossSecretKey,
      TEST_SMTP_URL: standIns.smtpUrl,
      TEST_INBOX_URL: standIns.inboxUrl,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    },
    stop: async () => {
      await Promise.all([standIns.stop(), supervisor.stop()]);
      await rm(stateDir, { recursive: true, force: true });
    },
  };
};
