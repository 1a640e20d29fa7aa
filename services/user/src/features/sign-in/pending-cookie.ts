import { AppError } from '@maru/service-kit/app-error';
import { fromNow, type Clock } from '@maru/service-kit/clock';
import { Inject, Injectable } from '@nestjs/common';
import { parseCookie } from 'cookie';
import type { CookieOptions, Request, Response } from 'express';
import type { Env } from '../../config/env.js';
import { PendingFlows } from '../../flows/pending-flows.service.js';
import { isSecureOrigin } from '../../platform/cookies.js';
import { CLOCK, ENV } from '../../platform/injection-tokens.js';
import { seal, unseal } from '../../platform/sealing.js';
import { pendingState, signInLifetimeMs, type PendingState } from './pending-sign-in.js';

const cookieName = 'maru_sign_in';
const purpose = 'pending-sign-in';

/** The cookie's content, and the version of the account (0 for none) that the sign-in was started for. */
export type CurrentState = PendingState & { version: number };

/** The sealed cookie that holds a sign-in between its steps. */
@Injectable()
export class PendingCookie {
  private readonly options: CookieOptions;

  constructor(
    @Inject(ENV) private readonly env: Pick<Env, 'SEALING_KEY' | 'PUBLIC_ORIGIN'>,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly flows: PendingFlows,
  ) {
    this.options = {
      httpOnly: true,
      // Lax: the provider's redirect arrives from another site, and the next page reads the cookie.
      sameSite: 'lax',
      secure: isSecureOrigin(env.PUBLIC_ORIGIN),
      path: '/user/v1/auth',
    };
  }

  /** @throws SIGN_IN_EXPIRED if the cookie is missing, too old or used, or the account has changed since. */
  async read(req: Request): Promise<CurrentState> {
    const state = await this.unsealed(req);
    const flow = state && (await this.flows.find({ kind: 'sign_in', key: state.flowId }));
    if (!state || !flow) throw new AppError('SIGN_IN_EXPIRED');
    return { ...state, version: flow.version ?? 0 };
  }

  /** Ends this browser's pending sign-in, if there is one. */
  async cancel(req: Request, res: Response): Promise<void> {
    const state = await this.unsealed(req);
    if (state) await this.flows.take({ kind: 'sign_in', key: state.flowId });
    this.clear(res);
  }

  async write(res: Response, state: PendingState): Promise<void> {
    const expiresAt = fromNow(this.clock, signInLifetimeMs);
    const value = await seal(this.env.SEALING_KEY, purpose, state, expiresAt);
    res.cookie(cookieName, value, { ...this.options, maxAge: signInLifetimeMs });
  }

  clear(res: Response): void {
    res.clearCookie(cookieName, this.options);
  }

  private async unsealed(req: Request): Promise<PendingState | undefined> {
    const value = parseCookie(req.get('cookie') ?? '')[cookieName];
    return value
      ? pendingState.safeParse(await unseal(this.env.SEALING_KEY, purpose, value, this.clock())).data
      : undefined;
  }
}
