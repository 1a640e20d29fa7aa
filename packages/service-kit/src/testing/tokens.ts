import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { createServer } from 'node:http';
import { closeServer, listen, portOf } from '../http/listen.js';

interface TokenOptions {
  userId: string;
  sessionId?: string;
  authTime?: Date;
  /** Negative for an expired token. */
  expiresInMs?: number;
}

export interface TestIssuer {
  endpoint: string;
  userPoolId: string;
  clientId: string;
  token(options: TokenOptions): string;
  close(): Promise<void>;
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Issues access tokens for any user that the real verifier accepts, with a key of its own at a JWKS URL of its own. */
export const createTestIssuer = async ({
  userPoolId = 'ap-northeast-2_TestPool1',
  clientId = 'test-client',
} = {}): Promise<TestIssuer> => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = publicKey.export({ format: 'jwk' });
  const kid = createHash('sha256').update(JSON.stringify(jwk)).digest('base64url');
  const server = await listen(
    createServer((_req, res) => {
      res.setHeader('content-type', 'application/json');
      res.end(JSON.stringify({ keys: [{ ...jwk, kid, alg: 'RS256', use: 'sig' }] }));
    }),
    0,
  );
  const region = userPoolId.split('_')[0];

  return {
    endpoint: `http://127.0.0.1:${portOf(server)}`,
    userPoolId,
    clientId,
    token({ userId, sessionId = randomUUID(), authTime = new Date(), expiresInMs = 600_000 }) {
      const seconds = (ms: number) => Math.floor(ms / 1000);
      const claims = {
        sub: userId,
        iss: `https://cognito-idp.${region}.amazonaws.com/${userPoolId}`,
        client_id: clientId,
        token_use: 'access',
        scope: 'aws.cognito.signin.user.admin',
        origin_jti: sessionId,
        jti: randomUUID(),
        username: userId,
        auth_time: seconds(authTime.getTime()),
        iat: seconds(Date.now()),
        exp: seconds(Date.now() + expiresInMs),
      };
      const unsigned = `${encode({ alg: 'RS256', kid })}.${encode(claims)}`;
      return `${unsigned}.${sign('RSA-SHA256', Buffer.from(unsigned), privateKey).toString('base64url')}`;
    },
    close: () => closeServer(server),
  };
};
