import type { Device } from '@maru/contracts/http/user/account';
import { authRoutes, type PendingSignUp, type Session } from '@maru/contracts/http/user/auth';
import { Controller, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentPlace, type Place } from '../../places/place.js';
import { CurrentDevice } from '../../platform/device.decorator.js';
import { Input, type RouteRequest } from '../../platform/input.decorator.js';
import { Route } from '../../platform/route.decorator.js';
import { RefreshCookieStore } from '../sessions/refresh-cookie-store.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { SignUpService } from './sign-up.service.js';

/** Signing up with an e-mail address. */
@Controller()
export class SignUpController {
  constructor(
    private readonly signUps: SignUpService,
    private readonly sessions: SessionsService,
    private readonly refreshCookie: RefreshCookieStore,
  ) {}

  @Route(authRoutes.signUp)
  signUp(
    @Input() { body }: RouteRequest<typeof authRoutes.signUp>,
    @CurrentPlace() place: Place,
  ): Promise<PendingSignUp> {
    return this.signUps.start(body, place);
  }

  @Route(authRoutes.confirmSignUp)
  async confirmSignUp(
    @Input() { body }: RouteRequest<typeof authRoutes.confirmSignUp>,
    @Res({ passthrough: true }) res: Response,
    @CurrentDevice() device: Device,
    @CurrentPlace() place: Place,
  ): Promise<Session> {
    const { tokens, version } = await this.signUps.confirm(body);
    const proof = { device, place, way: 'sign-up', version, hasSecondFactor: false };
    const opened = await this.sessions.open(tokens, proof);
    this.refreshCookie.write(res, opened);
    return opened.session;
  }

  @Route(authRoutes.resendCode)
  resendCode(@Input() { body }: RouteRequest<typeof authRoutes.resendCode>) {
    return this.signUps.resend(body);
  }
}
