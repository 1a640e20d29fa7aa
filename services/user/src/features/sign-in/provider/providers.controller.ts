import type { ErrorCode } from '@maru/contracts/errors';
import type { SignInResult } from '@maru/contracts/http/user/auth';
import { signInRoutes } from '@maru/contracts/http/user/sign-in';
import { AppError, toAppError } from '@maru/service-kit/app-error';
import type { Logger } from '@maru/service-kit/logger';
import { Controller, Inject, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Env } from '../../../config/env.js';
import { placeOf } from '../../../places/place.js';
import { deviceOf } from '../../../platform/device.decorator.js';
import { ENV, LOGGER } from '../../../platform/injection-tokens.js';
import { Input, type RouteRequest } from '../../../platform/input.decorator.js';
import { Route } from '../../../platform/route.decorator.js';
import { PendingCookie } from '../pending-cookie.js';
import { contextOf } from '../sign-in-context.js';
import { SignInReplies } from '../sign-in-replies.js';
import { FirstTimeService } from './first-time.service.js';
import { ProviderReturns } from './provider-returns.service.js';
import { ProviderVisits } from './provider-visits.service.js';

type Started = RouteRequest<typeof signInRoutes.startProviderSignIn>;
type Finished = RouteRequest<typeof signInRoutes.finishProviderSignIn>;

/** The way to Google or Kakao and back, which browsers visit as pages: whatever happens, they end in the app. */
@Controller()
export class ProvidersController {
  constructor(
    @Inject(ENV) private readonly env: Pick<Env, 'PUBLIC_ORIGIN'>,
    @Inject(LOGGER) private readonly log: Logger,
    private readonly visits: ProviderVisits,
    private readonly returns: ProviderReturns,
    private readonly firstTime: FirstTimeService,
    private readonly pendingCookie: PendingCookie,
    private readonly replies: SignInReplies,
  ) {}

  @Route(signInRoutes.finishProviderSignIn)
  async finish(
    @Input() { params, query }: Finished,
    @Req() req: Request,
    @Res() res: Response,
  ): Promise<void> {
    let returnTo: string | null = null;
    try {
      const attempt = await this.visits.end(params.provider, query.state, req);
      ({ returnTo } = attempt);
      const callback = new URL(req.originalUrl, this.env.PUBLIC_ORIGIN);
      const person = await this.visits.identify(attempt, String(query.state), callback);
      const device = deviceOf(req.get('user-agent') ?? '');
      // The cookie that recognises this browser does not come along from the provider's site.
      const place = { ...placeOf(req), deviceId: attempt.deviceId };
      const result = await this.returns.receive({ person, visit: attempt }, { device, place });
      if (result.outcome) await this.replies.give(res, result.outcome);
      this.redirect(res, result.path);
    } catch (error) {
      this.redirect(res, this.returns.errorPath(this.codeOf(error), returnTo));
    }
  }

  @Route(signInRoutes.startProviderSignIn)
  async start(@Input() { params, query }: Started, @Req() req: Request, @Res() res: Response): Promise<void> {
    try {
      const { provider } = params;
      const visit = { provider, locale: query.locale, returnTo: query.returnTo };
      this.redirect(res, await this.visits.begin(visit, req, res));
    } catch (error) {
      this.redirect(res, this.returns.errorPath(this.codeOf(error), null));
    }
  }

  @Route(signInRoutes.mailSignInCode)
  async mailCode(@Input() { body }: RouteRequest<typeof signInRoutes.mailSignInCode>, @Req() req: Request) {
    return this.firstTime.mailCode(await this.pendingCookie.read(req), body, placeOf(req));
  }

  @Route(signInRoutes.completeSignUp)
  async completeSignUp(
    @Input() { body }: RouteRequest<typeof signInRoutes.completeSignUp>,
    @Req() req: Request,
    @Res({ passthrough: true }) res: Response,
  ): Promise<SignInResult> {
    const state = await this.pendingCookie.read(req);
    if (state.step !== 'sign-up') throw new AppError('SIGN_IN_EXPIRED');
    return this.replies.give(res, await this.firstTime.complete(state, body, contextOf(state, req)));
  }

  @Route(signInRoutes.proveOwnership)
  async proveOwnership(
    @Input() { body }: RouteRequest<typeof signInRoutes.proveOwnership>,
    @Req() req: Request,
    @Res({ passthrough: true }) res: Response,
  ): Promise<SignInResult> {
    const state = await this.pendingCookie.read(req);
    if (state.step !== 'prove-ownership') throw new AppError('SIGN_IN_EXPIRED');
    return this.replies.give(res, await this.firstTime.proveOwnership(state, body, contextOf(state, req)));
  }

  private redirect(res: Response, location: string): void {
    res.redirect(302, location);
  }

  /** A page can show a code only; what happened goes to the log. */
  private codeOf(error: unknown): ErrorCode {
    const known = toAppError(error);
    const level = known.status >= 500 ? 'error' : 'info';
    this.log[level]({ err: known }, 'a visit to a provider ended in an error');
    return known.code;
  }
}
