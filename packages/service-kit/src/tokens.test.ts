import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestIssuer, type TestIssuer } from './testing/tokens.js';
import { bearerToken, createTokenVerifier, type TokenVerifier } from './tokens.js';

const jimin = '7c9e6679-7425-40de-944b-e07fc1f90ae7';

describe('createTokenVerifier', () => {
  let issuer: TestIssuer;
  let verifier: TokenVerifier;

  beforeAll(async () => {
    issuer = await createTestIssuer();
    verifier = createTokenVerifier(issuer);
  });
  afterAll(() => issuer.close());

  it('returns the user, the session and the expiry of a token', async () => {
    const token = issuer.token({ userId: jimin, sessionId: 'session-1', expiresInMs: 60_000 });
    const verified = await verifier.verify(token);
    expect(verified).toMatchObject({ userId: jimin, sessionId: 'session-1' });
    expect(verified.expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(60_000);
  });

  it('refuses an expired token as TOKEN_EXPIRED', async () => {
    const token = issuer.token({ userId: jimin, expiresInMs: -1_000 });
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' });
  });

  it('refuses a token of another issuer or client, or with a tampered body', async () => {
    const other = await createTestIssuer();
    const otherClient = await createTestIssuer({ clientId: 'somebody-else' });
    const [head, , signature] = issuer.token({ userId: jimin }).split('.');
    const body = Buffer.from(JSON.stringify({ sub: 'attacker' })).toString('base64url');
    for (const token of [
      other.token({ userId: jimin }),
      otherClient.token({ userId: jimin }),
      `${head}.${body}.${signature}`,
      'x',
    ]) {
      await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
    }
    await Promise.all([other.close(), otherClient.close()]);
  });

  it('reports that keys are unavailable instead of blaming the token', async () => {
    const gone = await createTestIssuer();
    await gone.close();
    await expect(createTokenVerifier(gone).verify(gone.token({ userId: jimin }))).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
  });
});

describe('bearerToken', () => {
  it.each([
    ['Bearer abc.def', 'abc.def'],
    ['bearer abc', 'abc'],
    ['Basic abc', undefined],
    ['Bearer a b', undefined],
    [undefined, undefined],
  ])('parses %p as %p', (header, token) => expect(bearerToken(header)).toBe(token));
});
