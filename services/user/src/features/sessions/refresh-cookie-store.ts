import { Inject, Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { Env } from '../../config/env.js';
import { writeDeviceCookie } from '../../places/place.js';
import { isSecureOrigin } from '../../platform/cookies.js';
import { ENV } from '../../platform/injection-tokens.js';
import { createRefreshCookies, type RefreshCookie, type RefreshCookies } from './refresh-cookie.js';

/** The refresh cookie, signed with its own key. */
@Injectable()
export class RefreshCookieStore {
  readonly read: RefreshCookies['read'];
  readonly clear: RefreshCookies['clear'];
  private readonly writeRefresh: RefreshCookies['write'];
  private readonly isSecure: boolean;

  constructor(@Inject(ENV) env: Pick<Env, 'SEALING_KEY' | 'PUBLIC_ORIGIN'>) {
    const cookies = createRefreshCookies({ secret: env.SEALING_KEY, publicOrigin: env.PUBLIC_ORIGIN });
    this.read = cookies.read;
    this.writeRefresh = cookies.write;
    this.isSecure = isSecureOrigin(env.PUBLIC_ORIGIN);
    this.clear = cookies.clear;
  }

  /** Sets the cookie of an opened or refreshed session; a new sign-in also marks the browser as known. */
  write(res: Response, { cookie, deviceId }: { cookie: RefreshCookie; deviceId?: string }): void {
    this.writeRefresh(res, cookie);
    if (deviceId) writeDeviceCookie(res, deviceId, { secure: this.isSecure });
  }
}
