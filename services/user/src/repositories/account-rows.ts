import { Injectable } from '@nestjs/common';
import { AccountsRepository } from './accounts.repository.js';
import { OutboxRepository } from './outbox.repository.js';
import { PendingSignUpsRepository } from './pending-sign-ups.repository.js';
import { SecurityEventsRepository } from './security-events.repository.js';
import { SessionsRepository } from './sessions.repository.js';

/** The rows that change together when an account's security does. */
@Injectable()
export class AccountRows {
  constructor(
    readonly accounts: AccountsRepository,
    readonly sessions: SessionsRepository,
    readonly events: SecurityEventsRepository,
    readonly pendingSignUps: PendingSignUpsRepository,
    readonly outbox: OutboxRepository,
  ) {}
}
