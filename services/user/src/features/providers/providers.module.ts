import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { PasswordsModule } from '../passwords/passwords.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { SignInModule } from '../sign-in/sign-in.module.js';
import { AccountCreation } from './account-creation.service.js';
import { FirstTimeService } from './first-time.service.js';
import { ProviderReturns } from './provider-returns.service.js';
import { ProviderSignInService } from './provider-sign-in.service.js';
import { ProviderVisits } from './provider-visits.service.js';
import { ProvidersController } from './providers.controller.js';

@Module({
  imports: [AccountsModule, PasswordsModule, SessionsModule, SignInModule],
  controllers: [ProvidersController],
  providers: [AccountCreation, FirstTimeService, ProviderReturns, ProviderSignInService, ProviderVisits],
  exports: [ProviderVisits],
})
export class ProvidersModule {}
