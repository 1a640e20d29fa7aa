import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { commonEnv, EnvError, parseEnv } from './env.js';
import { isGuessable } from './env-production.js';

const schema = z.object({
  ...commonEnv,
  SEALING_KEY: z.string().min(32),
  INVITE_KEYS: z.string(),
  GOOGLE_ISSUER: z.url().optional(),
  KAKAO_API_URL: z.url().optional(),
  S3_ENDPOINT: z.url().optional(),
  MEDIA_URL: z.url().optional(),
  SMTP_URL: z.url(),
  CHAT_INTERNAL_URL: z.url(),
});

const random = () => randomBytes(32).toString('base64url');
const good = () => ({
  NODE_ENV: 'production',
  PORT: '1',
  INTERNAL_PORT: '2',
  INTERNAL_TOKEN: random(),
  SEALING_KEY: random(),
  INVITE_KEYS: `k1:${random()},k2:${random()}`,
  PUBLIC_ORIGIN: 'https://maru.example',
  AWS_REGION: 'ap-northeast-2',
  COGNITO_USER_POOL_ID: 'ap-northeast-2_abc',
  COGNITO_CLIENT_ID: 'client',
  SMTP_URL: 'smtps://mail.example:465',
  CHAT_INTERNAL_URL: 'http://chat.internal:8202',
});

const problemsOf = (shell: Record<string, string>): string[] => {
  try {
    parseEnv(schema, { shell, warn: () => undefined });
    return [];
  } catch (error) {
    if (error instanceof EnvError) return error.problems;
    throw error;
  }
};

describe('production configuration', () => {
  it('is accepted with https addresses and random secrets; listens on all interfaces behind two proxies', () => {
    expect(parseEnv(schema, { shell: good(), warn: () => undefined })).toMatchObject({
      LISTEN_HOST: '::',
      TRUSTED_PROXY_HOPS: 2,
    });
  });

  it.each([
    ['PUBLIC_ORIGIN', 'http://maru.example'],
    ['PUBLIC_ORIGIN', 'HTTP://localhost:8080'],
    ['COGNITO_ENDPOINT', 'http://cognito.example'],
    ['GOOGLE_ISSUER', 'http://127.0.0.1:9000/google'],
    ['KAKAO_API_URL', 'http://kapi.example'],
    ['S3_ENDPOINT', 'http://s3.example'],
    ['MEDIA_URL', 'http://maru.example/media'],
    ['SMTP_URL', 'smtp://user:pass@mail.example:587'],
    ['INTERNAL_TOKEN', 'x'.repeat(32)],
    ['SEALING_KEY', 'ab'.repeat(32)],
    ['SEALING_KEY', '0123456789abcdef'.repeat(2)],
    ['SEALING_KEY', 'abcdefghijklmnopqrstuvwxyz012345'],
    ['SEALING_KEY', 'changeme-changeme-changeme-please'],
    ['SEALING_KEY', 'test-sign-in-assertion-secret-0123456789'],
    ['INVITE_KEYS', `k1:${random()},k2:${'A'.repeat(43)}`],
  ])('refuses %s=%s without printing the value', (name, value) => {
    const problems = problemsOf({ ...good(), [name]: value });
    expect(problems).toEqual([expect.stringMatching(new RegExp(`^${name}: `))]);
    expect(problems.join()).not.toContain(value);
  });

  it('refuses one secret in two variables, even inside a key ring', () => {
    const key = random();
    expect(problemsOf({ ...good(), INTERNAL_TOKEN: key, SEALING_KEY: key })).toEqual([
      'SEALING_KEY: is the same as INTERNAL_TOKEN; every secret needs a value of its own',
    ]);
    expect(problemsOf({ ...good(), SEALING_KEY: key, INVITE_KEYS: `k1:${key}` })).toHaveLength(1);
  });

  it('reports all problems at once', () => {
    const shell = { ...good(), PUBLIC_ORIGIN: 'http://a.example', SEALING_KEY: 'x'.repeat(40), PORT: 'none' };
    expect(problemsOf(shell)).toHaveLength(3);
  });

  it('accepts mail over enforced TLS', () => {
    expect(problemsOf({ ...good(), SMTP_URL: 'smtp://mail.example:587/?requireTLS=true' })).toEqual([]);
  });
});

describe('development configuration', () => {
  it('may use http and weak secrets, and listens on loopback behind one proxy', () => {
    const shell = {
      ...good(),
      NODE_ENV: 'development',
      PUBLIC_ORIGIN: 'http://localhost:8080',
      SEALING_KEY: 'x'.repeat(32),
    };
    expect(parseEnv(schema, { shell, warn: () => undefined })).toMatchObject({
      LISTEN_HOST: '127.0.0.1',
      TRUSTED_PROXY_HOPS: 1,
    });
  });
});

describe('the check for guessable keys', () => {
  it.each(['hex', 'base64', 'base64url'] as const)('never rejects random keys in %s', (encoding) => {
    for (const bytes of [16, 24, 32, 64])
      for (let round = 0; round < 200; round += 1)
        expect(isGuessable(randomBytes(bytes).toString(encoding))).toBe(false);
  });
});
