import { authRoutes, type Me } from '@maru/contracts/http/user/auth';
import { profileRoutes, type Profile } from '@maru/contracts/http/user/profiles';
import type { Caller } from '@maru/service-kit/tokens';
import { Controller } from '@nestjs/common';
import { Input, type RouteRequest } from '../../platform/input.decorator.js';
import { CurrentCaller } from '../../platform/jwt-auth.guard.js';
import { Route } from '../../platform/route.decorator.js';
import { AccountsService } from './accounts.service.js';

@Controller()
export class AccountsController {
  constructor(private readonly accounts: AccountsService) {}

  @Route(authRoutes.me)
  me(@CurrentCaller() caller: Caller): Promise<Me> {
    return this.accounts.me(caller.userId);
  }

  @Route(profileRoutes.listProfiles)
  async listProfiles(
    @Input() { query }: RouteRequest<typeof profileRoutes.listProfiles>,
  ): Promise<{ profiles: Profile[] }> {
    return { profiles: await this.accounts.listProfiles(query.ids) };
  }
}
