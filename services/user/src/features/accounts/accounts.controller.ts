import { authRoutes, type Me } from '@maru/contracts/http/user/auth';
import type { Caller } from '@maru/service-kit/tokens';
import { Controller } from '@nestjs/common';
import { CurrentCaller } from '../../platform/caller.decorator.js';
import { Route } from '../../platform/route.decorator.js';
import { AccountsService } from './accounts.service.js';

@Controller()
export class AccountsController {
  constructor(private readonly accounts: AccountsService) {}

  @Route(authRoutes.me)
  me(@CurrentCaller() caller: Caller): Promise<Me> {
    return this.accounts.me(caller.userId);
  }
}
