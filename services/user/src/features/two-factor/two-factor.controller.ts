import type { Device } from '@maru/contracts/http/user/account';
import { twoFactorRoutes } from '@maru/contracts/http/user/two-factor';
import type { Caller } from '@maru/service-kit/tokens';
import { Controller } from '@nestjs/common';
import { CurrentDevice } from '../../platform/device.decorator.js';
import { Input, type RouteRequest } from '../../platform/input.decorator.js';
import { AccessToken, CurrentCaller } from '../../platform/caller.decorator.js';
import { Route } from '../../platform/route.decorator.js';
import { TwoFactorService } from './two-factor.service.js';

@Controller()
export class TwoFactorController {
  constructor(private readonly twoFactor: TwoFactorService) {}

  @Route(twoFactorRoutes.startTwoFactor)
  start(@CurrentCaller() caller: Caller, @AccessToken() accessToken: string) {
    return this.twoFactor.start({ ...caller, accessToken });
  }

  @Route(twoFactorRoutes.confirmTwoFactor)
  confirm(
    @CurrentCaller() caller: Caller,
    @AccessToken() accessToken: string,
    @Input() { body }: RouteRequest<typeof twoFactorRoutes.confirmTwoFactor>,
    @CurrentDevice() device: Device,
  ) {
    return this.twoFactor.confirm({ ...caller, accessToken }, body.code, device);
  }

  @Route(twoFactorRoutes.remakeRecoveryCodes)
  remake(@CurrentCaller() caller: Caller, @CurrentDevice() device: Device) {
    return this.twoFactor.remakeRecoveryCodes(caller, device);
  }

  @Route(twoFactorRoutes.endTwoFactor)
  end(@CurrentCaller() caller: Caller, @CurrentDevice() device: Device): Promise<void> {
    return this.twoFactor.end(caller, device);
  }
}
