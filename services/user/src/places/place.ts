import { randomBytes } from 'node:crypto';
import { subscriberOf } from '@maru/service-kit/http/client-address';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { parseCookie } from 'cookie';
import type { CookieOptions, Request, Response } from 'express';

/** The source of a request: a browser that has signed in before, and a network address. */
export interface Place {
  deviceId?: string;
  address: string;
}

const cookieName = 'maru_device';
const lifetimeMs = 400 * 86_400_000;

export const newDeviceId = (): string => randomBytes(32).toString('base64url');

export const placeOf = (req: Request): Place => {
  const value = parseCookie(req.get('cookie') ?? '')[cookieName];
  const deviceId = value && /^[\w-]{43}$/.test(value) ? value : undefined;
  return { deviceId, address: subscriberOf(req.ip) };
};

/** Identifies a returning browser; it proves nothing else. */
export const writeDeviceCookie = (res: Response, deviceId: string, { secure }: CookieOptions): void => {
  res.cookie(cookieName, deviceId, {
    maxAge: lifetimeMs,
    path: '/user/v1/auth',
    httpOnly: true,
    secure,
    sameSite: 'strict',
  });
};

export const CurrentPlace = createParamDecorator((_data: unknown, context: ExecutionContext): Place =>
  placeOf(context.switchToHttp().getRequest<Request>()),
);
