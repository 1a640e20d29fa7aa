import { AppError } from '@maru/service-kit/app-error';
import { Inject, Injectable } from '@nestjs/common';
import { parseCookie } from 'cookie';
import type { CookieOptions, Request, Response } from 'express';
import type { Env } from '../../config/env.js';
import { isSecureOrigin } from '../../platform/cookies.js';
import { ENV } from '../../platform/injection-tokens.js';
import { seal, unseal } from '../../platform/sealing.js';
import { pendingState, type PendingState } from './pending-sign-in.js';

const cookieName = 'maru_sign_in';
const purpose = 'pending-sign-in';
/** Time to read the terms, or to look for a mail. */
const lifetimeSeconds = 15 * 60;

/** The sealed cookie that a sign-in lives in between its steps. */
@Injectable()
export class PendingCookie {
  private readonly options: CookieOptions;

  constructor(@Inject(ENV) private readonly env: Pick<Env, 'SEALING_KEY' | 'PUBLIC_ORIGIN'>) {
    this.options = {
      httpOnly: true,
      // The provider's redirect brings the browser here from another site, and the page behind it reads the cookie.
      sameSite: 'lax',
      secure: isSecureOrigin(env.PUBLIC_ORIGIN),
      path: '/user/v1/auth',
    };
  }

  /** SIGN_IN_EXPIRED when there is none, or it is too old. */
  async read(req: Request): Promise<PendingState> {
    const value = parseCookie(req.get('cookie') ?? '')[cookieName];
    const state = value && pendingState.safeParse(await unseal(this.env.SEALING_KEY, purpose, value));
    if (!state || !state.success) throw new AppError('SIGN_IN_EXPIRED');
    return state.data;
  }

  async write(res: Response, state: PendingState): Promise<void> {
    const value = await seal(this.env.SEALING_KEY, purpose, state, lifetimeSeconds);
    res.cookie(cookieName, value, { ...this.options, maxAge: lifetimeSeconds * 1000 });
  }

  clear(res: Response): void {
    res.clearCookie(cookieName, this.options);
  }
}
