import {
  createHash,
  createPrivateKey,
  createPublicKey,
  randomBytes,
  randomUUID,
  sign,
  verify,
} from 'node:crypto';
import { CognitoError, notAuthorized } from './cognito-error.js';
import {
  epochSeconds,
  type CognitoState,
  type StoredClient,
  type StoredPool,
  type StoredRefreshToken,
  type StoredUser,
} from './state.js';

export interface AuthenticationResult {
  AccessToken: string;
  IdToken: string;
  RefreshToken?: string;
  ExpiresIn: number;
  TokenType: 'Bearer';
}

interface AccessClaims {
  iss: string;
  sub: string;
  username: string;
  token_use: string;
  exp: number;
  auth_time: number;
  origin_jti: string;
}

const unitSeconds: Record<string, number> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
/** Number of remembered rotated tokens: a known one is reuse, an unknown one is nonsense. */
const maxSpentTokens = 50;
const maxRevokedOrigins = 200;

const isSpent = ({ graceUntil }: StoredRefreshToken, now: number) =>
  graceUntil !== undefined && graceUntil <= now;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Signs, refreshes and revokes tokens like Cognito: RS256, rotation with a grace period, one `origin_jti` per sign-in. */
export class Tokens {
  private readonly privateKey;
  private readonly publicKey;
  private readonly kid;

  constructor(
    private readonly state: CognitoState,
    private readonly region: string,
  ) {
    this.privateKey = createPrivateKey(state.privateKey);
    this.publicKey = createPublicKey(this.privateKey);
    this.kid = sha256(this.publicKey.export({ type: 'spki', format: 'pem' }).toString()).slice(0, 24);
  }

  jwks() {
    return {
      keys: [{ ...this.publicKey.export({ format: 'jwk' }), kid: this.kid, alg: 'RS256', use: 'sig' }],
    };
  }

  /** Issues tokens of a new sign-in, or of `session` for a refresh. */
  issue(user: StoredUser, client: StoredClient, session?: StoredRefreshToken): AuthenticationResult {
    const now = epochSeconds();
    const authTime = session?.authTime ?? now;
    const originJti = session?.originJti ?? randomUUID();
    const shared = {
      sub: user.attributes.sub,
      iss: this.issuer(client.UserPoolId),
      origin_jti: originJti,
      event_id: randomUUID(),
      auth_time: authTime,
      iat: now,
    };
    const accessSeconds = this.validity(client, 'AccessToken', 3600);
    const access = {
      ...shared,
      client_id: client.ClientId,
      token_use: 'access',
      scope: 'aws.cognito.signin.user.admin',
    };
    const { sub: _sub, email_verified: emailVerified, ...attributes } = user.attributes;
    const id = {
      ...shared,
      ...attributes,
      email_verified: emailVerified === 'true',
      aud: client.ClientId,
      token_use: 'id',
    };
    const idSeconds = this.validity(client, 'IdToken', 3600);
    const needsRefreshToken = !session || client.RefreshTokenRotation?.Feature === 'ENABLED';
    return {
      AccessToken: this.sign({ ...access, jti: randomUUID(), username: user.name, exp: now + accessSeconds }),
      IdToken: this.sign({ ...id, jti: randomUUID(), 'cognito:username': user.name, exp: now + idSeconds }),
      ...(needsRefreshToken
        ? {
            RefreshToken: this.addRefreshToken(user, client, {
              originJti,
              authTime,
              expiresAt: session?.expiresAt,
            }),
          }
        : {}),
      ExpiresIn: accessSeconds,
      TokenType: 'Bearer',
    };
  }

  /** Returns the user of a refresh token, even of an expired one. */
  ownerOf(pool: StoredPool, token: string): StoredUser | undefined {
    const hash = sha256(token);
    return Object.values(pool.users).find((user) => user.refreshTokens[hash]);
  }

  /** Issues new tokens for a refresh token; with rotation, the old one stays usable for the grace period only. */
  refresh(pool: StoredPool, client: StoredClient, token: string): AuthenticationResult {
    const user = this.ownerOf(pool, token);
    const session = user?.refreshTokens[sha256(token)];
    const now = epochSeconds();
    const isUsable =
      session && session.clientId === client.ClientId && session.expiresAt > now && user.enabled;
    if (!isUsable) throw notAuthorized('Invalid Refresh Token');
    if (isSpent(session, now)) {
      throw new CognitoError('RefreshTokenReuseException', 'Refresh Token has been invalidated by rotation');
    }
    if (client.RefreshTokenRotation?.Feature === 'ENABLED') {
      session.graceUntil ??= now + (client.RefreshTokenRotation.RetryGracePeriodSeconds ?? 0);
    }
    return this.issue(user, client, session);
  }

  /** Ends the sign-in of a refresh token; an unknown token is no error. */
  revoke(pool: StoredPool, token: string): void {
    const user = this.ownerOf(pool, token);
    const session = user?.refreshTokens[sha256(token)];
    if (user && session) this.end(user, ({ originJti }) => originJti === session.originJti);
  }

  /** Ends every sign-in of a user, but none that comes later, even in the same second. */
  revokeAll(user: StoredUser): void {
    this.end(user, () => true);
    user.signedOutAt = epochSeconds();
  }

  /** Returns the user of an access token. @throws If Cognito itself no longer accepts it. */
  verifyAccess(token: string): { pool: StoredPool; user: StoredUser } {
    const claims = this.parse(token);
    const pool = this.state.pool(claims.iss.split('/').at(-1) ?? '');
    const user = pool.users[claims.username];
    if (claims.token_use !== 'access' || !user?.enabled) throw notAuthorized('Invalid Access Token');
    if (claims.exp < epochSeconds()) throw notAuthorized('Access Token has expired');
    if (claims.auth_time < user.signedOutAt || user.revokedOrigins.includes(claims.origin_jti)) {
      throw notAuthorized('Access Token has been revoked');
    }
    return { pool, user };
  }

  private parse(token: string): AccessClaims {
    const [header, payload, signature] = token.split('.');
    const unsigned = Buffer.from(`${header}.${payload}`);
    if (!verify('RSA-SHA256', unsigned, this.publicKey, Buffer.from(signature ?? '', 'base64url'))) {
      throw notAuthorized('Invalid Access Token');
    }
    // We signed it.
    return JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()) as AccessClaims;
  }

  private end(user: StoredUser, isEnded: (session: StoredRefreshToken) => boolean): void {
    const all = Object.entries(user.refreshTokens);
    const origins = all
      .map(([, session]) => session)
      .filter(isEnded)
      .map(({ originJti }) => originJti);
    user.revokedOrigins = [...new Set([...user.revokedOrigins, ...origins])].slice(-maxRevokedOrigins);
    user.refreshTokens = Object.fromEntries(all.filter(([, session]) => !isEnded(session)));
  }

  /** A token that expires when the first one of its session would have. */
  private addRefreshToken(
    user: StoredUser,
    client: StoredClient,
    session: { originJti: string; authTime: number; expiresAt?: number },
  ): string {
    const token = randomBytes(64).toString('base64url');
    const now = epochSeconds();
    const {
      originJti,
      authTime,
      expiresAt = now + this.validity(client, 'RefreshToken', 30 * 86_400),
    } = session;
    const live = Object.entries(user.refreshTokens).filter(([, each]) => each.expiresAt > now);
    const spent = live.filter(([, each]) => isSpent(each, now)).map(([hash]) => hash);
    const forgotten = new Set(spent.slice(0, -maxSpentTokens));
    user.refreshTokens = Object.fromEntries(live.filter(([hash]) => !forgotten.has(hash)));
    user.refreshTokens[sha256(token)] = { clientId: client.ClientId, originJti, authTime, expiresAt };
    return token;
  }

  private validity(
    client: StoredClient,
    kind: 'AccessToken' | 'IdToken' | 'RefreshToken',
    fallback: number,
  ): number {
    const value = client[`${kind}Validity`];
    if (value === undefined) return fallback;
    const seconds =
      unitSeconds[client.TokenValidityUnits?.[kind] ?? (kind === 'RefreshToken' ? 'days' : 'hours')];
    if (!seconds) throw new CognitoError('InvalidParameterException', 'Invalid token validity unit');
    return value * seconds;
  }

  private issuer(poolId: string): string {
    return `https://cognito-idp.${this.region}.amazonaws.com/${poolId}`;
  }

  private sign(claims: object): string {
    const unsigned = `${encode({ alg: 'RS256', kid: this.kid })}.${encode(claims)}`;
    return `${unsigned}.${sign('RSA-SHA256', Buffer.from(unsigned), this.privateKey).toString('base64url')}`;
  }
}
