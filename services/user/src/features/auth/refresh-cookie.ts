import { createHmac, timingSafeEqual } from 'node:crypto';
import type { CookieOptions, Request, Response } from 'express';
import { parseCookie } from 'cookie';

/** What the refresh cookie holds: the token, and whose session it is, so that signing out needs no other proof. */
export interface RefreshCookie {
  userId: string;
  sessionId: string;
  refreshToken: string;
}

const cookieName = 'maru_refresh';
const lifetimeMs = 30 * 86_400_000;

const sign = (secret: string, parts: string[]) =>
  createHmac('sha256', secret)
    .update(['refresh-cookie', ...parts].join('\n'))
    .digest('base64url');

const encode = (secret: string, { userId, sessionId, refreshToken }: RefreshCookie): string => {
  const parts = [userId, sessionId, refreshToken];
  return [...parts, sign(secret, parts)].join('~');
};

const decode = (secret: string, value: string): RefreshCookie | undefined => {
  const [userId, sessionId, refreshToken, signature] = value.split('~');
  if (!userId || !sessionId || !refreshToken || !signature) return undefined;
  const right = Buffer.from(sign(secret, [userId, sessionId, refreshToken]));
  const given = Buffer.from(signature);
  const isOurs = given.length === right.length && timingSafeEqual(given, right);
  return isOurs ? { userId, sessionId, refreshToken } : undefined;
};

/** Plain http exists on a laptop only; there a Secure cookie would never come back. */
const isSecure = (publicOrigin: string) => publicOrigin.startsWith('https:');

/** Reads and writes the refresh cookie; it is signed, so that nobody can put another's session into it. */
export const createRefreshCookies = ({ secret, publicOrigin }: { secret: string; publicOrigin: string }) => {
  const options: CookieOptions = {
    httpOnly: true,
    sameSite: 'strict',
    secure: isSecure(publicOrigin),
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
