import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AuthController } from './auth.controller.js';
import { AuthLimits } from './auth-limits.js';
import { SessionsService } from './sessions.service.js';
import { SignUpService } from './sign-up.service.js';

@Module({
  imports: [AccountsModule],
  controllers: [AuthController],
  providers: [AuthLimits, SessionsService, SignUpService],
})
export class AuthModule {}
