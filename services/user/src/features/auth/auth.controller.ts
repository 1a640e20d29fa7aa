import type { Device } from '@maru/contracts/http/user/account';
import { authRoutes, type PendingSignUp, type Session } from '@maru/contracts/http/user/auth';
import type { RouteReply } from '@maru/contracts/route';
import { Controller, Res, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { AuthRateGuard } from '../../platform/auth-rate.guard.js';
import { CurrentDevice } from '../../platform/device.decorator.js';
import { Input, type RouteRequest } from '../../platform/input.decorator.js';
import { Public, Route } from '../../platform/route.decorator.js';
import { PasswordChecks } from '../passwords/password-checks.service.js';
import { RefreshCookieStore } from '../sessions/refresh-cookie-store.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { ClientIp } from '../sign-in/sign-in-context.js';
import { SignInReplies } from '../sign-in/sign-in-replies.js';
import { SignInService } from '../sign-in/sign-in.service.js';
import { SignUpService } from './sign-up.service.js';

/** Signing up and in with an e-mail address. */
@Controller()
@UseGuards(AuthRateGuard)
export class AuthController {
  constructor(
    private readonly signUps: SignUpService,
    private readonly passwords: PasswordChecks,
    private readonly signIns: SignInService,
    private readonly replies: SignInReplies,
    private readonly sessions: SessionsService,
    private readonly refreshCookie: RefreshCookieStore,
  ) {}

  @Public()
  @Route(authRoutes.signUp)
  signUp(@Input() { body }: RouteRequest<typeof authRoutes.signUp>): Promise<PendingSignUp> {
    return this.signUps.start(body);
  }

  @Public()
  @Route(authRoutes.confirmSignUp)
  async confirmSignUp(
    @Input() { body }: RouteRequest<typeof authRoutes.confirmSignUp>,
    @Res({ passthrough: true }) res: Response,
    @CurrentDevice() device: Device,
  ): Promise<Session> {
    const tokens = await this.signUps.confirm(body);
    const { session, cookie } = await this.sessions.open(tokens, { device, way: 'sign-up' });
    this.refreshCookie.write(res, cookie);
    return session;
  }

  @Public()
  @Route(authRoutes.resendCode)
  resendCode(@Input() { body }: RouteRequest<typeof authRoutes.resendCode>) {
    return this.signUps.resend(body);
  }

  @Public()
  @Route(authRoutes.signIn)
  async signIn(
    @Input() { body }: RouteRequest<typeof authRoutes.signIn>,
    @Res({ passthrough: true }) res: Response,
    @ClientIp() ip: string,
    @CurrentDevice() device: Device,
  ): Promise<RouteReply<typeof authRoutes.signIn>> {
    const { email, password, locale } = body;
    const check = await this.passwords.check({ email, password, ip, device, wrong: 'CREDENTIALS_INCORRECT' });
    if (check.status === 'not-confirmed')
      return { status: 'confirm-sign-up', pendingSignUp: await this.signUps.resume(email) };
    const tokens = check.status === 'signed-in' ? check.tokens : undefined;
    const userId = check.status === 'signed-in' ? check.tokens.userId : check.userId;
    const context = { device, locale, returnTo: null };
    return this.replies.give(res, await this.signIns.proceed(userId, { way: 'password', tokens }, context));
  }
}
