import type { Device } from '@maru/contracts/http/user/account';
import { passwordRoutes } from '@maru/contracts/http/user/passwords';
import type { Caller } from '@maru/service-kit/tokens';
import { Controller } from '@nestjs/common';
import { CurrentPlace, type Place } from '../../places/place.js';
import { CurrentDevice } from '../../platform/device.decorator.js';
import { Input, type RouteRequest } from '../../platform/input.decorator.js';
import { CurrentCaller } from '../../platform/caller.decorator.js';
import { Route } from '../../platform/route.decorator.js';
import { PasswordResets } from './password-resets.service.js';
import { PasswordsService } from './passwords.service.js';

@Controller()
export class PasswordsController {
  constructor(
    private readonly passwords: PasswordsService,
    private readonly resets: PasswordResets,
  ) {}

  @Route(passwordRoutes.forgotPassword)
  forgot(
    @Input() { body }: RouteRequest<typeof passwordRoutes.forgotPassword>,
    @CurrentPlace() place: Place,
  ) {
    return this.resets.forgot(body, place);
  }

  @Route(passwordRoutes.resetPassword)
  reset(
    @Input() { body }: RouteRequest<typeof passwordRoutes.resetPassword>,
    @CurrentDevice() device: Device,
    @CurrentPlace() place: Place,
  ): Promise<void> {
    return this.resets.reset(body, { device, place });
  }

  @Route(passwordRoutes.changePassword)
  change(
    @CurrentCaller() caller: Caller,
    @Input() { body }: RouteRequest<typeof passwordRoutes.changePassword>,
    @CurrentDevice() device: Device,
    @CurrentPlace() place: Place,
  ): Promise<void> {
    return this.passwords.change(caller, body, { device, place });
  }
}
