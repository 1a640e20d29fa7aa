import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { AccountModule } from './features/account/account.module.js';
import { MembershipModule } from './features/membership/membership.module.js';
import { NotesModule } from './features/notes/notes.module.js';
import { PasswordsModule } from './features/passwords/passwords.module.js';
import { PeopleModule } from './features/people/people.module.js';
import { ProfilesModule } from './features/profiles/profiles.module.js';
import { SessionsModule } from './features/sessions/sessions.module.js';
import { SignInModule } from './features/sign-in/sign-in.module.js';
import { SignUpModule } from './features/sign-up/sign-up.module.js';
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
        SignUpModule,
        SessionsModule,
        SignInModule,
        PasswordsModule,
        AccountModule,
        TwoFactorModule,
        ProfilesModule,
        NotesModule,
        PeopleModule,
        MembershipModule,
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
