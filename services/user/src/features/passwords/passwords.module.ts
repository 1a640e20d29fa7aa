import { Module } from '@nestjs/common';
import { SessionsModule } from '../sessions/sessions.module.js';
import { PasswordChecks } from './password-checks.service.js';
import { PasswordResets } from './password-resets.service.js';
import { PasswordsController } from './passwords.controller.js';
import { PasswordsService } from './passwords.service.js';

@Module({
  imports: [SessionsModule],
  controllers: [PasswordsController],
  providers: [PasswordsService, PasswordChecks, PasswordResets],
  exports: [PasswordChecks],
})
export class PasswordsModule {}
