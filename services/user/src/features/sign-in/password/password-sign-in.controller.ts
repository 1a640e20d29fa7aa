import type { Device } from '@maru/contracts/http/user/account';
import { authRoutes } from '@maru/contracts/http/user/auth';
import type { RouteReply } from '@maru/contracts/route';
import { Controller, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentPlace, type Place } from '../../../places/place.js';
import { CurrentDevice } from '../../../platform/device.decorator.js';
import { Input, type RouteRequest } from '../../../platform/input.decorator.js';
import { Route } from '../../../platform/route.decorator.js';
import { PasswordChecks } from '../../passwords/password-checks.service.js';
import { SignUpService } from '../../sign-up/sign-up.service.js';
import { SignInReplies } from '../sign-in-replies.js';
import { SignInService } from '../sign-in.service.js';

/** Signing in with an e-mail address and a password. */
@Controller()
export class PasswordSignInController {
  constructor(
    private readonly signUps: SignUpService,
    private readonly passwords: PasswordChecks,
    private readonly signIns: SignInService,
    private readonly replies: SignInReplies,
  ) {}

  @Route(authRoutes.signIn)
  async signIn(
    @Input() { body }: RouteRequest<typeof authRoutes.signIn>,
    @Res({ passthrough: true }) res: Response,
    @CurrentDevice() device: Device,
    @CurrentPlace() place: Place,
  ): Promise<RouteReply<typeof authRoutes.signIn>> {
    const { email, password, locale } = body;
    const wrong = 'CREDENTIALS_INCORRECT' as const;
    const check = await this.passwords.check({ email, password, place, device, wrong });
    if (check.status === 'not-confirmed')
      return { status: 'confirm-sign-up', pendingSignUp: await this.signUps.resume(email) };
    const { userId, tokens } = check;
    const { credentialVersion: version } = check.account ?? (await this.signUps.recover(userId, body));
    const context = { device, place, locale, returnTo: null };
    const outcome = await this.signIns.proceed(userId, { way: 'password', version, tokens }, context);
    return this.replies.give(res, outcome);
  }
}
