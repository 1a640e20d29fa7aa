import { Injectable } from '@nestjs/common';
import { AccountsRepository } from './accounts.repository.js';
import { PendingSignUpsRepository } from './pending-sign-ups.repository.js';
import { SecurityEventsRepository } from './security-events.repository.js';
import { SessionsRepository } from './sessions.repository.js';

/** The repositories whose rows change together with an account's security. */
@Injectable()
export class AccountRows {
  constructor(
    readonly accounts: AccountsRepository,
    readonly sessions: SessionsRepository,
    readonly events: SecurityEventsRepository,
    readonly pendingSignUps: PendingSignUpsRepository,
  ) {}
}
