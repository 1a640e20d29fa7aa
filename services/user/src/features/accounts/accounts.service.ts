import type { Me } from '@maru/contracts/http/user/auth';
import { nickname as nicknameSchema } from '@maru/contracts/http/user/profiles';
import type { Locale } from '@maru/contracts/primitives';
import { AppError } from '@maru/service-kit/app-error';
import { Injectable } from '@nestjs/common';
import type { PoolUser } from '../../clients/cognito.client.js';
import { PrismaService, type Transaction } from '../../platform/prisma.service.js';
import {
  AccountsRepository,
  type AccountSecurity,
  type NewAccount,
} from '../../repositories/accounts.repository.js';
import { PendingSignUpsRepository } from '../../repositories/pending-sign-ups.repository.js';
import { StaleAccounts } from './stale-accounts.service.js';

/** What stands for a name that was lost. */
const nicknameFrom = (email: string): string =>
  nicknameSchema.safeParse(email.split('@')[0]?.slice(0, 32)).data ?? 'Maru';

/** Accounts as such: who is there. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly accounts: AccountsRepository,
    private readonly stale: StaleAccounts,
    private readonly pendingSignUps: PendingSignUpsRepository,
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
  async ensure(userId: string): Promise<AccountSecurity> {
    const existing = await this.accounts.find(userId);
    if (existing) return existing;
    const pending = await this.pendingSignUps.findByUserId(userId);
    if (!pending) throw new AppError('SIGN_UP_SUPERSEDED');
    const { email, nickname, locale, consentedAt, marketingConsented } = pending;
    const account = { userId, email, nickname, locale, hasPassword: true, consentedAt, marketingConsented };
    return this.create(account);
  }

  /** Whether there is an account, or a sign-up that was confirmed and becomes one now. A user with neither is a leftover. */
  async exists(userId: string): Promise<boolean> {
    const isThere = await this.ensure(userId).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'SIGN_UP_SUPERSEDED') return undefined;
      throw error;
    });
    return isThere !== undefined;
  }

  /**
   * The same when the sign-up is forgotten as well, as after a restored database: a confirmed Cognito user has signed up and
   * consented when it was made. Whoever calls has seen the right password, or a code that was mailed to the address.
   */
  async adopt(
    { userId, createdAt, hasTwoFactor }: PoolUser,
    { email, locale }: { email: string; locale: Locale },
  ): Promise<AccountSecurity> {
    if (await this.pendingSignUps.findByUserId(userId)) return this.ensure(userId);
    return this.create({
      userId,
      email,
      nickname: nicknameFrom(email),
      locale,
      hasPassword: true,
      twoFactorAt: hasTwoFactor ? new Date() : undefined,
      consentedAt: createdAt,
      marketingConsented: false,
    });
  }

  /** Whether it was an account whose Cognito user is gone, and was given up. */
  releaseIfGone(userId: string): Promise<boolean> {
    return this.stale.releaseIfGone(userId);
  }

  /** The same of an address that its account may have lost. */
  releaseAddress(userId: string): Promise<boolean> {
    return this.stale.releaseAddress(userId);
  }

  /** Adds the account, unless it is there already, and tells of its profile. */
  async add(account: NewAccount, { db, record }: Transaction): Promise<void> {
    await this.accounts.insert(account, db);
    const profile = await this.accounts.findProfile(account.userId, db);
    if (profile) await record({ type: 'profile.updated', profile });
  }

  /** An account that has the address although its Cognito user is gone, or has another one, does not keep it. */
  private async create(account: NewAccount): Promise<AccountSecurity> {
    const holder = account.email ? await this.accounts.findByEmail(account.email) : undefined;
    if (holder && holder.userId !== account.userId) await this.stale.releaseAddress(holder.userId);
    await this.prisma.transact((transaction) => this.add(account, transaction));
    return this.security(account.userId);
  }
}
