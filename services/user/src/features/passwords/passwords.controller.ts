import type { Device } from '@maru/contracts/http/user/account';
import { passwordRoutes } from '@maru/contracts/http/user/passwords';
import type { Caller } from '@maru/service-kit/tokens';
import { Controller, UseGuards } from '@nestjs/common';
import { AuthRateGuard } from '../../platform/auth-rate.guard.js';
import { CurrentDevice } from '../../platform/device.decorator.js';
import { Input, type RouteRequest } from '../../platform/input.decorator.js';
import { AccessToken, CurrentCaller } from '../../platform/jwt-auth.guard.js';
import { Public, Route } from '../../platform/route.decorator.js';
import { PasswordsService } from './passwords.service.js';

@Controller()
@UseGuards(AuthRateGuard)
export class PasswordsController {
  constructor(private readonly passwords: PasswordsService) {}

  @Public()
  @Route(passwordRoutes.forgotPassword)
  forgot(@Input() { body }: RouteRequest<typeof passwordRoutes.forgotPassword>) {
    return this.passwords.forgot(body);
  }

  @Public()
  @Route(passwordRoutes.resetPassword)
  reset(
    @Input() { body }: RouteRequest<typeof passwordRoutes.resetPassword>,
    @CurrentDevice() device: Device,
  ): Promise<void> {
    return this.passwords.reset(body, device);
  }

  @Route(passwordRoutes.changePassword)
  change(
    @CurrentCaller() caller: Caller,
    @AccessToken() accessToken: string,
    @Input() { body }: RouteRequest<typeof passwordRoutes.changePassword>,
    @CurrentDevice() device: Device,
  ): Promise<void> {
    return this.passwords.change({ ...caller, accessToken }, body, device);
  }
}
