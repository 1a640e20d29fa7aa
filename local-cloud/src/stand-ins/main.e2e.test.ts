import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from '@jest/globals';

// The compiled program, as the supervisor starts it.
const program = fileURLToPath(new URL('../../dist/stand-ins/main.js', import.meta.url));

let dataDir: string;
let child: ChildProcess | undefined;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'maru-main-'));
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});

const start = (env: Record<string, string> = {}) => {
  const ports = {
    S3_PORT: '0',
    COGNITO_PORT: '0',
    SMTP_PORT: '0',
    INBOX_PORT: '0',
    OIDC_PORT: '0',
    TOSS_PORT: '0',
  };
  const required = {
    DATA_DIR: dataDir,
    SIGN_IN_ASSERTION_SECRET: randomUUID(),
    APP_ORIGIN: 'http://localhost:8080',
    TOSS_WEBHOOK_URL: 'http://localhost:8101/webhooks',
    ...ports,
    ...env,
  };
  return spawn(process.execPath, [program], { env: { PATH: process.env.PATH, ...required }, stdio: 'pipe' });
};

it('prints its addresses on one line, and ends at once when asked, despite open connections', async () => {
  const running = start();
  child = running;
  const [line] = (await once(createInterface({ input: running.stdout }), 'line')) as [string];
  // The line is its contract with the supervisor.
  const { ready } = JSON.parse(line) as { ready: Record<string, string> };
  expect(Object.keys(ready).sort()).toEqual(
    [
      'clientId',
      'clientSecret',
      'googleClientId',
      'googleClientSecret',
      'googleIssuer',
      'kakaoAdminKey',
      'kakaoApiUrl',
      'kakaoClientId',
      'kakaoClientSecret',
      'kakaoIssuer',
      'cognitoUrl',
      'inboxUrl',
      's3Bucket',
      's3Url',
      'smtpUrl',
      'tossClientKey',
      'tossSecretKey',
      'tossUrl',
      'userPoolId',
    ].sort(),
  );
  for (const url of [ready.s3Url, ready.cognitoUrl, ready.inboxUrl, ready.tossUrl]) {
    expect((await fetch(`${url}/health`)).status).toBe(200);
  }
  const { hostname, port } = new URL(ready.smtpUrl ?? '');
  const lingering = connect(Number(port), hostname);
  lingering.on('error', () => {});
  await once(lingering, 'data');

  const asked = performance.now();
  running.kill('SIGTERM');
  expect(await once(running, 'exit')).toEqual([0, null]);
  expect(performance.now() - asked).toBeLessThan(3000);
  lingering.destroy();
});

it('refuses to start with a short secret', async () => {
  const running = start({ SIGN_IN_ASSERTION_SECRET: 'short' });
  child = running;
  expect(await once(running, 'exit')).toEqual([1, null]);
});
