import { createHmac } from 'node:crypto';
import type { CookieOptions, Request, Response } from 'express';
import { parseCookie } from 'cookie';
import { isSecureOrigin } from '../../platform/cookies.js';
import { isEqualHash } from '../../platform/sealing.js';

/** Content of the refresh cookie: the token and its session, so that signing out needs no other proof. */
export interface RefreshCookie {
  userId: string;
  sessionId: string;
  /** Number of refreshes: tells a copy from the original. */
  generation: number;
  refreshToken: string;
}

const cookieName = 'maru_refresh';
const lifetimeMs = 30 * 86_400_000;

const sign = (secret: string, parts: string[]) =>
  createHmac('sha256', secret)
    .update(['refresh-cookie', ...parts].join('\n'))
    .digest('base64url');

const encode = (secret: string, cookie: RefreshCookie): string => {
  const parts = [cookie.userId, cookie.sessionId, String(cookie.generation), cookie.refreshToken];
  return [...parts, sign(secret, parts)].join('~');
};

const decode = (secret: string, value: string): RefreshCookie | undefined => {
  const [userId, sessionId, generation, refreshToken, signature] = value.split('~');
  if (!userId || !sessionId || !generation || !refreshToken || !signature) return undefined;
  const right = sign(secret, [userId, sessionId, generation, refreshToken]);
  if (!isEqualHash(right, signature)) return undefined;
  return { userId, sessionId, generation: Number(generation), refreshToken };
};

/** Reads and writes the refresh cookie. It is signed, so that another user's session can't be inserted. */
export const createRefreshCookies = ({ secret, publicOrigin }: { secret: string; publicOrigin: string }) => {
  const options: CookieOptions = {
    httpOnly: true,
    sameSite: 'strict',
    secure: isSecureOrigin(publicOrigin),
    path: '/user/v1/auth',
  };

  return {
    read(req: Request): RefreshCookie | undefined {
      const value = parseCookie(req.get('cookie') ?? '')[cookieName];
      return value ? decode(secret, value) : undefined;
    },
    write(res: Response, cookie: RefreshCookie): void {
      res.cookie(cookieName, encode(secret, cookie), { ...options, maxAge: lifetimeMs });
    },
    clear(res: Response): void {
      res.clearCookie(cookieName, options);
    },
  };
};

export type RefreshCookies = ReturnType<typeof createRefreshCookies>;
