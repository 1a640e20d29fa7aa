import type { Me } from '@maru/contracts/http/user/auth';
import { AppError } from '@maru/service-kit/app-error';
import { Injectable } from '@nestjs/common';
import { PrismaService, type Db } from '../../platform/prisma.service.js';
import {
  AccountsRepository,
  type AccountSecurity,
  type NewAccount,
} from '../../repositories/accounts.repository.js';
import { OutboxRepository } from '../../repositories/outbox.repository.js';
import { PendingSignUpsRepository } from '../../repositories/pending-sign-ups.repository.js';

/** Accounts as such: who is there. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly accounts: AccountsRepository,
    private readonly pendingSignUps: PendingSignUpsRepository,
    private readonly outbox: OutboxRepository,
  ) {}

  /** SESSION_ENDED when the account is gone although a token is still valid. */
  async me(userId: string): Promise<Me> {
    const found = await this.accounts.findMe(userId);
    if (!found) throw new AppError('SESSION_ENDED');
    return found;
  }

  async findByEmail(email: string): Promise<AccountSecurity | undefined> {
    return this.accounts.findByEmail(email);
  }

  /** As above, of what signing in depends on. */
  async security(userId: string): Promise<AccountSecurity> {
    const found = await this.accounts.find(userId);
    if (!found) throw new AppError('SESSION_ENDED');
    return found;
  }

  /** The account of somebody whom Cognito has confirmed; made of their sign-up if a crash kept us from it before. */
  async ensure(userId: string): Promise<Me> {
    const existing = await this.accounts.findMe(userId);
    if (existing) return existing;
    const pending = await this.pendingSignUps.findByUserId(userId);
    if (!pending) throw new AppError('SIGN_UP_SUPERSEDED');
    const { email, nickname, locale, consentedAt, marketingConsented } = pending;
    const account = { userId, email, nickname, locale, hasPassword: true, consentedAt, marketingConsented };
    await this.prisma.transact((db) => this.add(account, db));
    this.outbox.announce();
    return this.me(userId);
  }

  /** Adds the account, unless it is there already, and tells of its profile. */
  async add(account: NewAccount, db: Db): Promise<void> {
    await this.accounts.insert(account, db);
    const profile = await this.accounts.findProfile(account.userId, db);
    if (profile) await this.outbox.add({ type: 'profile.updated', profile }, db);
  }
}
