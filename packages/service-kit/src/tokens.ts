import type { Request } from 'express';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { FetchError, JwtExpiredError } from 'aws-jwt-verify/error';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { AppError } from './app-error.js';

/** The holder of a valid access token. */
export interface VerifiedToken {
  userId: string;
  /** Cognito's `origin_jti`: the same for all tokens of one sign-in. */
  sessionId: string;
  /** Time of the sign-in. */
  authTime: Date;
  expiresAt: Date;
}

export interface TokenVerifier {
  /** @throws TOKEN_EXPIRED or TOKEN_INVALID; UNAVAILABLE if the pool's keys can't be fetched. */
  verify(token: string): Promise<VerifiedToken>;
}

interface VerifierOptions {
  userPoolId: string;
  clientId: string;
  /** Source of the keys for a pool outside AWS, for example `http://127.0.0.1:8309`. */
  endpoint?: string;
}

const fetchKeys = (endpoint: string) => ({
  fetch: async (uri: string): Promise<ArrayBuffer> => {
    try {
      const response = await fetch(new URL(new URL(uri).pathname, endpoint), {
        signal: AbortSignal.timeout(5_000),
      });
      if (!response.ok) throw new Error(`keys answered ${response.status}`);
      return await response.arrayBuffer();
    } catch (error) {
      throw new AppError('UNAVAILABLE', { cause: error });
    }
  },
});

/** Verifies access tokens offline, with the pool's cached keys. */
export const createTokenVerifier = ({ userPoolId, clientId, endpoint }: VerifierOptions): TokenVerifier => {
  const jwksCache = endpoint ? new SimpleJwksCache({ fetcher: fetchKeys(endpoint) }) : new SimpleJwksCache();
  const verifier = CognitoJwtVerifier.create({ userPoolId, clientId, tokenUse: 'access' }, { jwksCache });

  return {
    async verify(token) {
      try {
        const claims = await verifier.verify(token);
        return {
          userId: claims.sub,
          sessionId: claims.origin_jti,
          authTime: new Date(claims.auth_time * 1000),
          expiresAt: new Date(claims.exp * 1000),
        };
      } catch (error) {
        if (error instanceof AppError) throw error;
        if (error instanceof JwtExpiredError) throw new AppError('TOKEN_EXPIRED', { cause: error });
        if (error instanceof FetchError) throw new AppError('UNAVAILABLE', { cause: error });
        throw new AppError('TOKEN_INVALID', { cause: error });
      }
    },
  };
};

/** Returns the token of an `Authorization: Bearer …` header. */
export const bearerToken = (header: string | undefined): string | undefined =>
  /^Bearer ([\w.~+/=-]+)$/i.exec(header ?? '')?.[1];

export interface Caller {
  userId: string;
  sessionId: string;
  authTime: Date;
}

export type Authenticate = (req: Request) => Promise<Caller>;

/** Reads and verifies the caller's access token. @throws UNAUTHENTICATED if there is none. */
export const createAuthenticate =
  (verifier: TokenVerifier): Authenticate =>
  async (req) => {
    const token = bearerToken(req.get('authorization'));
    if (!token) throw new AppError('UNAUTHENTICATED');
    const { userId, sessionId, authTime } = await verifier.verify(token);
    return { userId, sessionId, authTime };
  };
