import { Module } from '@nestjs/common';
import { AccountChanges } from './account-changes.service.js';
import { RefreshCookieStore } from './refresh-cookie-store.js';
import { SessionsController } from './sessions.controller.js';
import { SessionEndings } from './session-endings.service.js';
import { SessionsService } from './sessions.service.js';

@Module({
  controllers: [SessionsController],
  providers: [SessionsService, SessionEndings, AccountChanges, RefreshCookieStore],
  exports: [SessionsService, AccountChanges, RefreshCookieStore],
})
export class SessionsModule {}
