import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { PasswordsModule } from '../passwords/passwords.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { SignInModule } from '../sign-in/sign-in.module.js';
import { AuthController } from './auth.controller.js';
import { SignUpService } from './sign-up.service.js';

@Module({
  imports: [AccountsModule, PasswordsModule, SessionsModule, SignInModule],
  controllers: [AuthController],
  providers: [SignUpService],
})
export class AuthModule {}
