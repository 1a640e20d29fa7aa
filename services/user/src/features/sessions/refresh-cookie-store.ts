import { Inject, Injectable } from '@nestjs/common';
import type { Env } from '../../config/env.js';
import { ENV } from '../../platform/injection-tokens.js';
import { createRefreshCookies, type RefreshCookies } from './refresh-cookie.js';

/** The refresh cookie, signed with a key of its own. */
@Injectable()
export class RefreshCookieStore {
  readonly read: RefreshCookies['read'];
  readonly write: RefreshCookies['write'];
  readonly clear: RefreshCookies['clear'];

  constructor(@Inject(ENV) env: Pick<Env, 'SEALING_KEY' | 'PUBLIC_ORIGIN'>) {
    const cookies = createRefreshCookies({ secret: env.SEALING_KEY, publicOrigin: env.PUBLIC_ORIGIN });
    this.read = cookies.read;
    this.write = cookies.write;
    this.clear = cookies.clear;
  }
}
