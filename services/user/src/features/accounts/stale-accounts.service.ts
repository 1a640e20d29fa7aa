import { Inject, Injectable } from '@nestjs/common';
import type { CognitoClient } from '../../clients/cognito.client.js';
import { PendingFlows } from '../../flows/pending-flows.service.js';
import { COGNITO } from '../../platform/injection-tokens.js';
import { PrismaService, type Db } from '../../platform/prisma.service.js';
import { AccountsRepository } from '../../repositories/accounts.repository.js';
import { OutboxRepository } from '../../repositories/outbox.repository.js';
import { SessionsRepository } from '../../repositories/sessions.repository.js';

/** Accounts whose Cognito user is gone, as after a restored user pool: nobody can sign in to them, so they must not block an address. */
@Injectable()
export class StaleAccounts {
  constructor(
    @Inject(COGNITO) private readonly cognito: CognitoClient,
    private readonly prisma: PrismaService,
    private readonly accounts: AccountsRepository,
    private readonly sessions: SessionsRepository,
    private readonly flows: PendingFlows,
    private readonly outbox: OutboxRepository,
  ) {}

  /** Whether the account was given up. It is due for erasure then, and its address and identities are free at once. */
  async releaseIfGone(userId: string): Promise<boolean> {
    if (await this.cognito.describe(userId)) return false;
    await this.prisma.transact((db) => this.release(userId, db));
    this.outbox.announce();
    return true;
  }

  private async release(userId: string, db: Db): Promise<void> {
    await this.accounts.lock(userId, db);
    if (!(await this.accounts.find(userId, db))) return;
    const now = new Date();
    await this.accounts.update(userId, { email: null, deletionAt: now }, db);
    await db.identity.deleteMany({ where: { userId } });
    await this.flows.endAll(userId, db);
    const endedAt = now.toISOString();
    for (const sessionId of await this.sessions.removeAll(userId, {}, db))
      await this.outbox.add({ type: 'session.ended', userId, sessionId, endedAt }, db);
  }
}
