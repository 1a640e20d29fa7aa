import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { statusFor } from '../testing/host-check.js';
import { startStandIns, type StandIns } from './start-stand-ins.js';
import { anEmail, callsTo } from './testing/cognito-calls.js';
import { mailsTo, targetOf } from './testing/cognito-target.js';

const signInAssertionSecret = randomUUID();

let dataDir: string;
let running: StandIns;

const start = async () => {
  running = await startStandIns({
    dataDir,
    signInAssertionSecret,
    appOrigin: 'http://localhost:8080',
    hosts: ['maru.lan'],
    ports: {},
  });
  return callsTo(targetOf(running, signInAssertionSecret));
};

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'maru-stand-ins-'));
});
afterEach(async () => {
  await running.stop();
  await rm(dataDir, { recursive: true, force: true });
});

describe('the stand-ins', () => {
  it('keep accounts, sessions, ids and mails across a restart', async () => {
    const before = await start();
    const { email } = await before.aConfirmedUser();
    const { RefreshToken } = await before.tokensOf(email);
    const newcomer = anEmail();
    await before.signUp(newcomer);
    const { userPoolId, clientId, clientSecret, s3Bucket } = running;
    await running.stop();

    const after = await start();
    expect(running).toMatchObject({ userPoolId, clientId, clientSecret, s3Bucket });
    await expect(after.signIn(email)).resolves.toHaveProperty('AuthenticationResult');
    await expect(after.refresh(RefreshToken)).resolves.toHaveProperty('AuthenticationResult');
    await expect(mailsTo(running.inboxUrl, newcomer)).resolves.toHaveLength(1);
  });

  it('mail codes in the language of the sign-up', async () => {
    const calls = await start();
    const [korean, english] = [anEmail(), anEmail()];
    await calls.signUp(korean);
    await calls.signUp(english, undefined, { locale: 'en' });
    await expect(mailsTo(running.inboxUrl, korean)).resolves.toMatchObject([
      { subject: expect.stringContaining('인증') },
    ]);
    await expect(mailsTo(running.inboxUrl, english)).resolves.toMatchObject([
      { subject: expect.stringContaining('code') },
    ]);
  });

  it('answer only requests to a name of this machine or the public host', async () => {
    await start();
    for (const url of [running.s3Url, running.cognitoUrl, running.inboxUrl, running.googleIssuer]) {
      for (const host of ['localhost', '127.0.0.1:8080', 'maru.lan'])
        expect(await statusFor(url, host)).not.toBe(421);
      for (const host of ['evil.example', 'localhost.evil.example'])
        expect(await statusFor(url, host)).toBe(421);
    }
  });
});
