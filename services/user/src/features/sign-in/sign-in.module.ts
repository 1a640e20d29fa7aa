import { Module } from '@nestjs/common';
import { PasswordsModule } from '../passwords/passwords.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { SignUpModule } from '../sign-up/sign-up.module.js';
import { PasswordSignInController } from './password/password-sign-in.controller.js';
import { PendingController } from './pending.controller.js';
import { PendingCookie } from './pending-cookie.js';
import { AccountCreation } from './provider/account-creation.service.js';
import { FirstTimeService } from './provider/first-time.service.js';
import { LinkingService } from './provider/linking.service.js';
import { ProviderReturns } from './provider/provider-returns.service.js';
import { ProviderVisits } from './provider/provider-visits.service.js';
import { ProvidersController } from './provider/providers.controller.js';
import { RestoringService } from './restoring.service.js';
import { SecondFactorService } from './second-factor/second-factor.service.js';
import { SignInReplies } from './sign-in-replies.js';
import { SignInService } from './sign-in.service.js';

@Module({
  imports: [PasswordsModule, SessionsModule, SignUpModule],
  // `/auth/:provider` matches paths of the other controllers, which are therefore registered first.
  controllers: [PasswordSignInController, PendingController, ProvidersController],
  providers: [
    AccountCreation,
    FirstTimeService,
    LinkingService,
    PendingCookie,
    ProviderReturns,
    ProviderVisits,
    RestoringService,
    SecondFactorService,
    SignInReplies,
    SignInService,
  ],
  exports: [ProviderVisits, SecondFactorService],
})
export class SignInModule {}
