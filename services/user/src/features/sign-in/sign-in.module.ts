import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { LinkingService } from './linking.service.js';
import { PendingController } from './pending.controller.js';
import { PendingCookie } from './pending-cookie.js';
import { RestoringService } from './restoring.service.js';
import { SecondFactorService } from './second-factor.service.js';
import { SignInReplies } from './sign-in-replies.js';
import { SignInService } from './sign-in.service.js';

const providers = [
  RestoringService,
  SignInService,
  SignInReplies,
  LinkingService,
  SecondFactorService,
  PendingCookie,
];

@Module({
  imports: [AccountsModule, SessionsModule],
  controllers: [PendingController],
  providers,
  exports: providers,
})
export class SignInModule {}
