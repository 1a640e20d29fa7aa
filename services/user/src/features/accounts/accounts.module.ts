import { Module } from '@nestjs/common';
import { AccountsController } from './accounts.controller.js';
import { AccountsService } from './accounts.service.js';
import { StaleAccounts } from './stale-accounts.service.js';

@Module({
  controllers: [AccountsController],
  providers: [AccountsService, StaleAccounts],
  exports: [AccountsService],
})
export class AccountsModule {}
