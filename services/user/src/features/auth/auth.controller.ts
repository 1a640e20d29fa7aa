import { authRoutes, type PendingSignUp, type Session } from '@maru/contracts/http/user/auth';
import type { RouteReply } from '@maru/contracts/route';
import { AppError } from '@maru/service-kit/app-error';
import type { Caller } from '@maru/service-kit/tokens';
import { Controller, Inject, Req, Res, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { CognitoTokens } from '../../clients/cognito.client.js';
import type { Env } from '../../config/env.js';
import { ENV } from '../../platform/injection-tokens.js';
import { Input, type RouteRequest } from '../../platform/input.decorator.js';
import { CurrentCaller } from '../../platform/jwt-auth.guard.js';
import { OriginGuard } from '../../platform/origin.guard.js';
import { Public, Route } from '../../platform/route.decorator.js';
import { AuthLimits } from './auth-limits.js';
import { createRefreshCookies, type RefreshCookies } from './refresh-cookie.js';
import { SessionsService } from './sessions.service.js';
import { SignUpService } from './sign-up.service.js';

@Controller()
export class AuthController {
  private readonly cookies: RefreshCookies;

  constructor(
    private readonly signUps: SignUpService,
    private readonly sessions: SessionsService,
    private readonly authLimits: AuthLimits,
    @Inject(ENV) env: Env,
  ) {
    this.cookies = createRefreshCookies({
      secret: env.SIGN_IN_ASSERTION_SECRET,
      publicOrigin: env.PUBLIC_ORIGIN,
    });
  }

  @Public()
  @Route(authRoutes.signUp)
  async signUp(
    @Input() { body }: RouteRequest<typeof authRoutes.signUp>,
    @Req() req: Request,
  ): Promise<PendingSignUp> {
    await this.authLimits.byIp.consume(req.ip ?? '');
    return this.signUps.start(body);
  }

  @Public()
  @Route(authRoutes.confirmSignUp)
  async confirmSignUp(
    @Input() { body }: RouteRequest<typeof authRoutes.confirmSignUp>,
    @Req() req: Request,
    @Res({ passthrough: true }) res: Response,
  ): Promise<Session> {
    await this.authLimits.byIp.consume(req.ip ?? '');
    return this.open(res, await this.signUps.confirm(body));
  }

  @Public()
  @Route(authRoutes.resendCode)
  async resendCode(@Input() { body }: RouteRequest<typeof authRoutes.resendCode>, @Req() req: Request) {
    await this.authLimits.byIp.consume(req.ip ?? '');
    return this.signUps.resend(body);
  }

  @Public()
  @Route(authRoutes.signIn)
  async signIn(
    @Input() { body }: RouteRequest<typeof authRoutes.signIn>,
    @Req() req: Request,
    @Res({ passthrough: true }) res: Response,
  ): Promise<RouteReply<typeof authRoutes.signIn>> {
    await this.authLimits.byIp.consume(req.ip ?? '');
    const result = await this.sessions.signIn(body.email, body.password);
    return result.status === 'signed-in'
      ? { status: 'signed-in', session: await this.open(res, result.tokens) }
      : { status: 'confirm-sign-up', pendingSignUp: await this.signUps.resume(body.email) };
  }

  @Public()
  @UseGuards(OriginGuard)
  @Route(authRoutes.refresh)
  async refresh(@Req() req: Request, @Res({ passthrough: true }) res: Response): Promise<Session> {
    try {
      return await this.open(res, await this.sessions.refresh(this.cookies.read(req)));
    } catch (error) {
      if (error instanceof AppError && error.code === 'SESSION_ENDED') this.cookies.clear(res);
      throw error;
    }
  }

  @Public()
  @UseGuards(OriginGuard)
  @Route(authRoutes.signOut)
  async signOut(@Req() req: Request, @Res({ passthrough: true }) res: Response): Promise<void> {
    const cookie = this.cookies.read(req);
    this.cookies.clear(res);
    if (cookie) await this.sessions.end(cookie);
  }

  @UseGuards(OriginGuard)
  @Route(authRoutes.signOutEverywhere)
  async signOutEverywhere(
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) res: Response,
  ): Promise<void> {
    this.cookies.clear(res);
    await this.sessions.endAll(caller.userId);
  }

  private async open(res: Response, tokens: CognitoTokens): Promise<Session> {
    const session = await this.sessions.describe(tokens);
    const { userId, sessionId, refreshToken } = tokens;
    this.cookies.write(res, { userId, sessionId, refreshToken });
    return session;
  }
}
