import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { AccountsModule } from './features/accounts/accounts.module.js';
import { AuthModule } from './features/auth/auth.module.js';
import { AppErrorFilter } from './platform/app-error.filter.js';
import { JwtAuthGuard } from './platform/jwt-auth.guard.js';
import type { PlatformDeps } from './platform/platform-deps.js';
import { PlatformModule } from './platform/platform.module.js';
import { ReplyInterceptor } from './platform/reply.interceptor.js';

@Module({})
export class AppModule {
  static with(deps: PlatformDeps): DynamicModule {
    return {
      module: AppModule,
      imports: [PlatformModule.with(deps), AuthModule, AccountsModule],
      providers: [
        { provide: APP_GUARD, useClass: JwtAuthGuard },
        { provide: APP_FILTER, useClass: AppErrorFilter },
        { provide: APP_INTERCEPTOR, useClass: ReplyInterceptor },
      ],
    };
  }
}
