import { Module } from '@nestjs/common';
import { MembershipModule } from '../membership/membership.module.js';
import { PasswordsModule } from '../passwords/passwords.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { SignInModule } from '../sign-in/sign-in.module.js';
import { AccountEraser } from './account-eraser.service.js';
import { DeletionService } from './deletion.service.js';
import { EmailChangeService } from './email-change.service.js';
import { ErasureService } from './erasure.service.js';
import { HousekeepingService } from './housekeeping.service.js';
import { IdentitiesService } from './identities.service.js';
import { SecurityEventsService } from './security-events.service.js';
import { AccountController } from './account.controller.js';
import { StepUpService } from './step-up.service.js';

@Module({
  imports: [MembershipModule, PasswordsModule, SessionsModule, SignInModule],
  controllers: [AccountController],
  providers: [
    AccountEraser,
    DeletionService,
    EmailChangeService,
    ErasureService,
    HousekeepingService,
    IdentitiesService,
    SecurityEventsService,
    StepUpService,
  ],
})
export class AccountModule {}
