import type { Device, SecurityEvent } from '@maru/contracts/http/user/account';
import { AppError } from '@maru/service-kit/app-error';
import type { Locks } from '@maru/service-kit/mysql/locks';
import type { Caller } from '@maru/service-kit/tokens';
import { Inject, Injectable } from '@nestjs/common';
import { PendingFlows } from '../../flows/pending-flows.service.js';
import { AccountMails } from '../../mails/account-mails.service.js';
import type { MailValues, NoticeKind } from '../../mails/mail-words.js';
import { LOCKS } from '../../platform/injection-tokens.js';
import { LiveSessions } from '../../platform/live-sessions.service.js';
import { PrismaService, type Db } from '../../platform/prisma.service.js';
import { AccountRows } from '../../repositories/account-rows.js';
import type { AccountsRepository, AccountSecurity } from '../../repositories/accounts.repository.js';
import type { Place } from '../../places/place.js';
import { reasonOfEvent } from './end-reason.js';
import { SessionsService } from './sessions.service.js';

interface AccountChange {
  /** The session that asks: it has to be live still, and need not prove again who it is. */
  by?: Pick<Caller, 'userId' | 'sessionId'>;
  /** The version that whoever asks has proven something for; SIGN_IN_EXPIRED when it is another one by now. */
  expectedVersion?: number;
  event: { type: SecurityEvent['type']; detail?: string; device: Device };
  /** What changes in the account's own row. */
  set?: Parameters<AccountsRepository['update']>[1];
  /** Every session, or every one but this. */
  endSessions?: { except?: string };
  /** Where the owner makes the change; it stays a known place when sessions end. */
  place?: Place;
  /** Further steps of the same transaction; they see the account as it is now, and nobody else changes it meanwhile. */
  also?: (db: Db, account: AccountSecurity) => Promise<unknown>;
  /** The mail that tells the owner, at the address from before the change. */
  notice?: { kind: NoticeKind; valuesFor?: (account: AccountSecurity) => Partial<MailValues> };
}

/** Changes of an account's security, each whole: the rows, the event for its owner, the sessions that end, the mail. */
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
   * Runs steps that touch Cognito and our rows while no other change of this account does. The account's lock is the innermost of
   * all, that of an address comes before it: then nobody waits in a circle.
   */
  exclusively<T>(userId: string, work: () => Promise<T>, { email }: { email?: string } = {}): Promise<T> {
    const alone = () => this.locks.withLocks([`account ${userId}`], work);
    return email ? this.locks.withLocks([`email ${email}`], alone) : alone();
  }

  /**
   * The account's new credential version; every flow of the account ends. SESSION_ENDED when the account or the asking session is
   * gone; whatever `also` throws, nothing has changed then.
   */
  apply(userId: string, change: AccountChange): Promise<number> {
    return this.exclusively(userId, () => this.applyHeld(userId, change));
  }

  /** The same for who runs exclusively already. */
  async applyHeld(userId: string, change: AccountChange): Promise<number> {
    const before = await this.prisma.transact((db) => this.applyIn(db, userId, change));
    const { notice } = change;
    this.rows.outbox.announce();
    if (notice) this.mails.notify(notice.kind, before, notice.valuesFor?.(before));
    return before.credentialVersion + 1;
  }

  private async applyIn(db: Db, userId: string, change: AccountChange): Promise<AccountSecurity> {
    const { by, expectedVersion, event, set, endSessions, also } = change;
    await this.rows.accounts.lock(userId, db);
    const account = await this.rows.accounts.find(userId, db);
    if (!account) throw new AppError('SESSION_ENDED');
    const { credentialVersion } = account;
    if (by) await this.liveSessions.requireLive(by, db);
    await also?.(db, account);
    if ((expectedVersion ?? credentialVersion) !== credentialVersion) throw new AppError('SIGN_IN_EXPIRED');
    if (set) await this.rows.accounts.update(userId, set, db);
    if (endSessions) {
      const ending = { ...endSessions, place: change.place, reason: reasonOfEvent(event.type) };
      await this.sessions.endAll(userId, ending, db);
    }
    await this.flows.endAll(userId, db);
    if (by) await this.rows.sessions.carryProof(by.sessionId, credentialVersion, db);
    await this.rows.events.add({ userId, ...event }, db);
    return account;
  }

  /** Removes an account for good, and has everybody forget it. */
  async erase(account: AccountSecurity): Promise<void> {
    await this.prisma.transact(async (db) => {
      await this.rows.accounts.erase(account, db);
      await this.rows.outbox.add({ type: 'account.deleted', userId: account.userId }, db);
    });
    this.rows.outbox.announce();
    this.mails.notify('erased', account);
  }
}
