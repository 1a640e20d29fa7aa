import type { Device, SecurityEvent } from '@maru/contracts/http/user/account';
import { AppError } from '@maru/service-kit/app-error';
import type { Locks } from '@maru/service-kit/mysql/locks';
import type { Caller } from '@maru/service-kit/tokens';
import { Inject, Injectable } from '@nestjs/common';
import { PendingFlows } from '../../flows/pending-flows.service.js';
import { AccountMails } from '../../mails/account-mails.service.js';
import type { MailValues, NoticeKind } from '../../mails/mail-words.js';
import { LOCKS } from '../../platform/injection-tokens.js';
import { LiveSessions } from '../../sessions/live-sessions.service.js';
import { PrismaService, type Transaction } from '../../platform/prisma.service.js';
import { AccountRows } from '../../repositories/account-rows.js';
import type { AccountsRepository, AccountSecurity } from '../../repositories/accounts.repository.js';
import type { Place } from '../../places/place.js';
import { reasonOfEvent } from './end-reason.js';
import { SessionsService } from './sessions.service.js';

interface AccountChange {
  /** The caller's session: it has to be live, and keeps its proof. */
  by?: Pick<Caller, 'userId' | 'sessionId'>;
  /** The credential version of the caller's proof; SIGN_IN_EXPIRED when the account has another one by now. */
  expectedVersion?: number;
  event: { type: SecurityEvent['type']; detail?: string; device: Device };
  /** Changes of the account's own row. */
  set?: Parameters<AccountsRepository['update']>[1];
  /** Ends every session, or every one but `except`. */
  endSessions?: { except?: string };
  /** The owner's place; it stays a known place when sessions end. */
  place?: Place;
  /** Further steps of the same transaction, under the lock of the account; they get the account as it is before the change. */
  also?: (transaction: Transaction, account: AccountSecurity) => Promise<unknown>;
  /** The mail to the owner, at the address from before the change. */
  notice?: { kind: NoticeKind; valuesFor?: (account: AccountSecurity) => Partial<MailValues> };
}

/** Changes an account's security as a whole: rows, security event, ended sessions and mail. */
@Injectable()
export class AccountChanges {
  constructor(
    @Inject(LOCKS) private readonly locks: Locks,
    private readonly prisma: PrismaService,
    private readonly rows: AccountRows,
    private readonly liveSessions: LiveSessions,
    private readonly flows: PendingFlows,
    private readonly sessions: SessionsService,
    private readonly mails: AccountMails,
  ) {}

  /**
   * Runs steps that touch Cognito and our rows while no other change of this account runs. The lock of an address is taken before
   * the lock of an account, never after: one order of locks rules out deadlocks.
   */
  exclusively<T>(userId: string, work: () => Promise<T>, { email }: { email?: string } = {}): Promise<T> {
    const alone = () => this.locks.withLocks([`account ${userId}`], work);
    return email ? this.locks.withLocks([`email ${email}`], alone) : alone();
  }

  /**
   * Returns the account's new credential version; every flow of the account ends. Throws SESSION_ENDED when the account or the caller's
   * session is gone. When `also` throws, nothing changes.
   */
  apply(userId: string, change: AccountChange): Promise<number> {
    return this.exclusively(userId, () => this.applyHeld(userId, change));
  }

  /** Like `apply`, for a caller that already holds the account's lock by `exclusively`. */
  async applyHeld(userId: string, change: AccountChange): Promise<number> {
    const before = await this.prisma.transact((transaction) => this.applyIn(transaction, userId, change));
    const { notice } = change;
    if (notice) this.mails.notify(notice.kind, before, notice.valuesFor?.(before));
    return before.credentialVersion + 1;
  }

  private async applyIn(
    transaction: Transaction,
    userId: string,
    change: AccountChange,
  ): Promise<AccountSecurity> {
    const { db } = transaction;
    const { by, expectedVersion, event, set, endSessions, also } = change;
    await this.rows.accounts.lock(userId, db);
    const account = await this.rows.accounts.find(userId, db);
    if (!account) throw new AppError('SESSION_ENDED');
    const { credentialVersion } = account;
    if (by) await this.liveSessions.requireLive(by, db);
    await also?.(transaction, account);
    if ((expectedVersion ?? credentialVersion) !== credentialVersion) throw new AppError('SIGN_IN_EXPIRED');
    if (set) await this.rows.accounts.update(userId, set, db);
    if (endSessions) {
      const ending = { ...endSessions, place: change.place, reason: reasonOfEvent(event.type) };
      await this.sessions.endAll(userId, ending, transaction);
    }
    await this.flows.endAll(userId, db);
    if (by) await this.rows.sessions.carryProof(by.sessionId, credentialVersion, db);
    await this.rows.events.add({ userId, ...event }, db);
    return account;
  }

  /** Removes an account's rows, and tells the other services and the owner. */
  async erase(account: AccountSecurity): Promise<void> {
    await this.prisma.transact(async ({ db, record }) => {
      await this.rows.accounts.erase(account, db);
      await record({ type: 'account.deleted', userId: account.userId });
    });
    this.mails.notify('erased', account);
  }
}
