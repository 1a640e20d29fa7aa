import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startStandIns, type StandIns } from '../start-stand-ins.js';

let dataDir: string;
let standIns: StandIns;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'maru-oidc-'));
  standIns = await startStandIns({ dataDir, signInAssertionSecret: randomUUID(), ports: {} });
});
afterAll(async () => {
  await standIns.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const discover = async (issuer: string) =>
  (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as Record<
    string,
    string | string[]
  >;

describe('discovery', () => {
  it('matches Google’s paths for Google', async () => {
    const { googleIssuer } = standIns;
    expect(await discover(googleIssuer)).toMatchObject({
      issuer: googleIssuer,
      authorization_endpoint: `${googleIssuer}/o/oauth2/v2/auth`,
      jwks_uri: `${googleIssuer}/oauth2/v3/certs`,
      code_challenge_methods_supported: ['S256'],
    });
  });

  it('matches Kakao’s paths for Kakao, and has no claim for a verified address', async () => {
    const { kakaoIssuer } = standIns;
    const document = await discover(kakaoIssuer);
    expect(document).toMatchObject({
      issuer: kakaoIssuer,
      authorization_endpoint: `${kakaoIssuer}/oauth/authorize`,
      token_endpoint: `${kakaoIssuer}/oauth/token`,
      token_endpoint_auth_methods_supported: ['client_secret_post'],
    });
    expect(document.claims_supported).not.toContain('email_verified');
  });
});

const authorize = (issuer: string, path: string, change: Record<string, string> = {}) => {
  const query = new URLSearchParams({
    client_id: issuer.endsWith('kakao') ? standIns.kakaoClientId : standIns.googleClientId,
    redirect_uri: `http://localhost:8080/user/v1/auth/${issuer.split('/').at(-1)}/callback`,
    response_type: 'code',
    scope: 'openid',
    state: 's',
    nonce: 'n',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
    ...change,
  });
  return fetch(`${issuer}${path}?${query.toString()}`, { redirect: 'manual' });
};

describe('an authorization request', () => {
  it('begins with the account chooser', async () => {
    const response = await authorize(standIns.googleIssuer, '/o/oauth2/v2/auth');
    expect(response.status).toBe(303);
    const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
    const page = await fetch(new URL(response.headers.get('location') ?? '', standIns.googleIssuer), {
      headers: { cookie: cookies.join('; ') },
    });
    expect(await page.text()).toContain('saebom@gmail.com');
  });

  it('with an unregistered redirect URI is refused, by Kakao with its own code', async () => {
    const response = await authorize(standIns.kakaoIssuer, '/oauth/authorize', {
      redirect_uri: 'https://evil.example',
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('KOE006');
  });

  it('without PKCE is refused', async () => {
    const response = await authorize(standIns.googleIssuer, '/o/oauth2/v2/auth', {
      code_challenge: '',
      code_challenge_method: '',
    });
    expect(response.headers.get('location')).toContain('error=invalid_request');
  });
});

describe('Kakao’s API', () => {
  it('refuses requests without a token', async () => {
    const response = await fetch(`${standIns.kakaoApiUrl}/v2/user/me`);
    expect([response.status, await response.json()]).toEqual([401, { msg: expect.any(String), code: -401 }]);
  });

  it('refuses an unknown code', async () => {
    const response = await fetch(`${standIns.kakaoIssuer}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: 'unknown',
        client_id: standIns.kakaoClientId,
        client_secret: standIns.kakaoClientSecret,
        redirect_uri: 'http://localhost:8080/user/v1/auth/kakao/callback',
      }),
    });
    expect(await response.json()).toMatchObject({ error: 'invalid_grant', error_code: 'KOE320' });
  });

  it('unlinks with the admin key only, and reports when there is nothing to unlink', async () => {
    const unlink = (key: string) =>
      fetch(`${standIns.kakaoApiUrl}/v1/user/unlink`, {
        method: 'POST',
        headers: { authorization: `KakaoAK ${key}` },
        body: new URLSearchParams({ target_id_type: 'user_id', target_id: '1' }),
      });
    expect((await unlink('wrong')).status).toBe(401);
    const response = await unlink(standIns.kakaoAdminKey);
    expect([response.status, await response.json()]).toEqual([400, { msg: expect.any(String), code: -101 }]);
  });
});
