import type { SignInResult } from '@maru/contracts/http/user/auth';
import { signInRoutes } from '@maru/contracts/http/user/sign-in';
import type { RouteReply } from '@maru/contracts/route';
import { AppError } from '@maru/service-kit/app-error';
import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Input, type RouteRequest } from '../../platform/input.decorator.js';
import { Route } from '../../platform/route.decorator.js';
import { PendingCookie } from './pending-cookie.js';
import { describePending } from './pending-sign-in.js';
import { contextOf } from './sign-in-context.js';
import { SignInReplies } from './sign-in-replies.js';
import { SignInService } from './sign-in.service.js';

/** The steps that any sign-in may have to take; see providers for those of a first time. */
@Controller()
export class PendingController {
  constructor(
    private readonly cookie: PendingCookie,
    private readonly signIns: SignInService,
    private readonly replies: SignInReplies,
  ) {}

  @Route(signInRoutes.getPendingSignIn)
  async get(@Req() req: Request): Promise<RouteReply<typeof signInRoutes.getPendingSignIn>> {
    const state = await this.cookie.read(req);
    return { pending: describePending(state), returnTo: state.returnTo };
  }

  @Route(signInRoutes.cancelPendingSignIn)
  cancel(@Req() req: Request, @Res({ passthrough: true }) res: Response): Promise<void> {
    return this.cookie.cancel(req, res);
  }

  @Route(signInRoutes.proveSecondFactor)
  async proveSecondFactor(
    @Input() { body }: RouteRequest<typeof signInRoutes.proveSecondFactor>,
    @Req() req: Request,
    @Res({ passthrough: true }) res: Response,
  ): Promise<SignInResult> {
    const state = await this.cookie.read(req);
    if (state.step !== 'two-factor') throw new AppError('SIGN_IN_EXPIRED');
    return this.replies.give(
      res,
      await this.signIns.proveSecondFactor(state, body.code, contextOf(state, req)),
    );
  }

  @Route(signInRoutes.restoreAccount)
  async restore(@Req() req: Request, @Res({ passthrough: true }) res: Response): Promise<SignInResult> {
    const state = await this.cookie.read(req);
    if (state.step !== 'restore') throw new AppError('SIGN_IN_EXPIRED');
    return this.replies.give(res, await this.signIns.restore(state, contextOf(state, req)));
  }
}
