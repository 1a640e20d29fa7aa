import type { Clock } from '@maru/service-kit/clock';
import type { Locks } from '@maru/service-kit/mysql/locks';
import { Inject, Injectable } from '@nestjs/common';
import type { CognitoClient } from '../clients/cognito.client.js';
import { PendingFlows } from '../flows/pending-flows.service.js';
import { CLOCK, COGNITO, LOCKS } from '../platform/injection-tokens.js';
import { PrismaService, type Transaction } from '../platform/prisma.service.js';
import { AccountsRepository } from '../repositories/accounts.repository.js';
import { SessionsRepository } from '../repositories/sessions.repository.js';

/**
 * Repairs accounts that differ from their Cognito user, as after a crash or a restore: an account without a working sign-in must
 * not block an address.
 */
@Injectable()
export class StaleAccounts {
  constructor(
    @Inject(COGNITO) private readonly cognito: CognitoClient,
    @Inject(LOCKS) private readonly locks: Locks,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly prisma: PrismaService,
    private readonly accounts: AccountsRepository,
    private readonly sessions: SessionsRepository,
    private readonly flows: PendingFlows,
  ) {}

  /** Returns whether the account was given up. It is then due for erasure, and its address and identities are free at once. */
  async releaseIfGone(userId: string): Promise<boolean> {
    if (await this.cognito.describe(userId)) return false;
    await this.prisma.transact((transaction) => this.release(userId, transaction));
    return true;
  }

  /**
   * Returns whether the account has lost its address: together with its Cognito user, or to a new address of that user that a
   * crash or restore kept out of our row. Cognito is authoritative, because mails went through it.
   */
  async releaseAddress(userId: string): Promise<boolean> {
    if (await this.releaseIfGone(userId)) return true;
    return this.locks.withLocks([`account ${userId}`], () => this.alignEmail(userId));
  }

  /** Asks Cognito under the lock, so that no change of the address is in progress. */
  private async alignEmail(userId: string): Promise<boolean> {
    const user = await this.cognito.describe(userId);
    const account = await this.accounts.find(userId);
    if (!user?.email || !account || user.email === account.email) return false;
    const { email } = user;
    if (await this.accounts.findByEmail(email)) return false;
    await this.prisma.transact(async ({ db }) => {
      await this.accounts.lock(userId, db);
      await this.accounts.update(userId, { email }, db);
      await this.flows.endAll(userId, db);
    });
    return true;
  }

  private async release(userId: string, { db, record, enqueue }: Transaction): Promise<void> {
    await this.accounts.lock(userId, db);
    if (!(await this.accounts.find(userId, db))) return;
    const now = this.clock();
    await this.accounts.update(userId, { email: null, deletionAt: now }, db);
    await enqueue({ kind: 'erase-account', userId });
    await db.identity.deleteMany({ where: { userId } });
    await this.flows.endAll(userId, db);
    const endedAt = now.toISOString();
    for (const sessionId of await this.sessions.removeAll(userId, {}, db))
      await record({ type: 'session.ended', userId, sessionId, endedAt });
  }
}
