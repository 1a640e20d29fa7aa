import type { Device, SecurityEvent } from '@maru/contracts/http/user/account';
import { AppError } from '@maru/service-kit/app-error';
import { Injectable } from '@nestjs/common';
import { AccountMails } from '../../mails/account-mails.service.js';
import type { MailValues, NoticeKind } from '../../mails/mail-words.js';
import { PrismaService, type Db } from '../../platform/prisma.service.js';
import { AccountsRepository, type AccountSecurity } from '../../repositories/accounts.repository.js';
import { OutboxRepository } from '../../repositories/outbox.repository.js';
import { SecurityEventsRepository } from '../../repositories/security-events.repository.js';
import { reasonOfEvent } from './end-reason.js';
import { SessionsService } from './sessions.service.js';

interface AccountChange {
  event: { type: SecurityEvent['type']; detail?: string; device: Device };
  /** What changes in the account's own row. */
  set?: Parameters<AccountsRepository['update']>[1];
  /** Every session, or every one but this. */
  endSessions?: { except?: string };
  /** Further steps of the same transaction; they see the account as it is now, and nobody else changes it meanwhile. */
  also?: (db: Db, account: AccountSecurity) => Promise<unknown>;
  /** The mail that tells the owner, at the address from before the change. */
  notice?: { kind: NoticeKind; valuesFor?: (account: AccountSecurity) => Partial<MailValues> };
}

/** Changes of an account's security, each whole: the rows, the event for its owner, the sessions that end, the mail. */
@Injectable()
export class AccountChanges {
  constructor(
    private readonly prisma: PrismaService,
    private readonly accounts: AccountsRepository,
    private readonly sessions: SessionsService,
    private readonly events: SecurityEventsRepository,
    private readonly outbox: OutboxRepository,
    private readonly mails: AccountMails,
  ) {}

  /** SESSION_ENDED when the account is gone; whatever `also` throws, nothing has changed then. */
  async apply(userId: string, { event, set, endSessions, also, notice }: AccountChange): Promise<void> {
    const before = await this.prisma.transact(async (db) => {
      await this.accounts.lock(userId, db);
      const account = await this.accounts.find(userId, db);
      if (!account) throw new AppError('SESSION_ENDED');
      await also?.(db, account);
      if (set) await this.accounts.update(userId, set, db);
      if (endSessions)
        await this.sessions.endAll(userId, { ...endSessions, reason: reasonOfEvent(event.type) }, db);
      await this.events.add({ userId, ...event }, db);
      return account;
    });
    this.outbox.announce();
    if (notice) this.mails.notify(notice.kind, before, notice.valuesFor?.(before));
  }

  /** Removes an account for good, and has everybody forget it. */
  async erase(account: AccountSecurity): Promise<void> {
    await this.prisma.transact(async (db) => {
      await this.accounts.erase(account, db);
      await this.outbox.add({ type: 'account.deleted', userId: account.userId }, db);
    });
    this.outbox.announce();
    this.mails.notify('erased', account);
  }
}
