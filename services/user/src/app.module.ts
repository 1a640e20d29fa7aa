import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { AccountsModule } from './features/accounts/accounts.module.js';
import { AuthModule } from './features/auth/auth.module.js';
import { NotesModule } from './features/notes/notes.module.js';
import { PasswordsModule } from './features/passwords/passwords.module.js';
import { PeopleModule } from './features/people/people.module.js';
import { ProfilesModule } from './features/profiles/profiles.module.js';
import { ProvidersModule } from './features/providers/providers.module.js';
import { SessionsModule } from './features/sessions/sessions.module.js';
import { SettingsModule } from './features/settings/settings.module.js';
import { SignInModule } from './features/sign-in/sign-in.module.js';
import { TwoFactorModule } from './features/two-factor/two-factor.module.js';
import { AppErrorFilter } from './platform/app-error.filter.js';
import { BodyInterceptor } from './platform/body.interceptor.js';
import type { PlatformDeps } from './platform/platform-deps.js';
import { PlatformModule } from './platform/platform.module.js';
import { RequestGuard } from './platform/request.guard.js';
import { ReplyInterceptor } from './platform/reply.interceptor.js';

@Module({})
export class AppModule {
  static with(deps: PlatformDeps): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.with(deps),
        AuthModule,
        SessionsModule,
        // More specific than `/auth/:provider`, so its paths are registered first.
        SignInModule,
        ProvidersModule,
        PasswordsModule,
        AccountsModule,
        SettingsModule,
        TwoFactorModule,
        ProfilesModule,
        NotesModule,
        PeopleModule,
      ],
      providers: [
        { provide: APP_GUARD, useClass: RequestGuard },
        { provide: APP_FILTER, useClass: AppErrorFilter },
        { provide: APP_INTERCEPTOR, useClass: BodyInterceptor },
        { provide: APP_INTERCEPTOR, useClass: ReplyInterceptor },
      ],
    };
  }
}
