import type { Me } from '@maru/contracts/http/user/auth';
import { nickname as nicknameSchema } from '@maru/contracts/http/user/profiles';
import type { Locale } from '@maru/contracts/primitives';
import { AppError } from '@maru/service-kit/app-error';
import type { Clock } from '@maru/service-kit/clock';
import { Inject, Injectable } from '@nestjs/common';
import type { PoolUser } from '../clients/cognito.client.js';
import { CLOCK } from '../platform/injection-tokens.js';
import { PrismaService, type Transaction } from '../platform/prisma.service.js';
import {
  AccountsRepository,
  type AccountSecurity,
  type NewAccount,
} from '../repositories/accounts.repository.js';
import { PendingSignUpsRepository } from '../repositories/pending-sign-ups.repository.js';
import { StaleAccounts } from './stale-accounts.service.js';

/** Nickname of an account whose own was lost. */
const nicknameFrom = (email: string): string =>
  nicknameSchema.safeParse(email.split('@')[0]?.slice(0, 32)).data ?? 'Maru';

/** Looks up and creates accounts. */
@Injectable()
export class AccountsService {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly prisma: PrismaService,
    private readonly accounts: AccountsRepository,
    private readonly stale: StaleAccounts,
    private readonly pendingSignUps: PendingSignUpsRepository,
  ) {}

  /** @throws SESSION_ENDED if the account is gone although a token is still valid. */
  async me(userId: string): Promise<Me> {
    const found = await this.accounts.findMe(userId);
    if (!found) throw new AppError('SESSION_ENDED');
    return found;
  }

  async findByEmail(email: string): Promise<AccountSecurity | undefined> {
    return this.accounts.findByEmail(email);
  }

  /** Like the method above, for the fields that signing in depends on. */
  async security(userId: string): Promise<AccountSecurity> {
    const found = await this.accounts.find(userId);
    if (!found) throw new AppError('SESSION_ENDED');
    return found;
  }

  /** Returns the account of a confirmed Cognito user; creates it from their sign-up if a crash prevented that. */
  async ensure(userId: string): Promise<AccountSecurity> {
    const existing = await this.accounts.find(userId);
    if (existing) return existing;
    const pending = await this.pendingSignUps.findByUserId(userId);
    if (!pending) throw new AppError('SIGN_UP_SUPERSEDED');
    const { email, nickname, locale, consentedAt, marketingConsented } = pending;
    const account = { userId, email, nickname, locale, hasPassword: true, consentedAt, marketingConsented };
    return this.create(account);
  }

  /**
   * Returns whether there is an account, or a confirmed sign-up, which becomes one. A Cognito user with neither is a leftover.
   */
  async exists(userId: string): Promise<boolean> {
    const isThere = await this.ensure(userId).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'SIGN_UP_SUPERSEDED') return undefined;
      throw error;
    });
    return isThere !== undefined;
  }

  /**
   * Like `ensure`, and creates the account even if the sign-up is lost as well, as after restoring a database: a confirmed Cognito
   * user has signed up and consented. The caller must have verified the password, or a code mailed to the address.
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
      twoFactorAt: hasTwoFactor ? this.clock() : undefined,
      consentedAt: createdAt,
      marketingConsented: false,
    });
  }

  /** Returns true if the account's Cognito user was gone and the account was given up. */
  releaseIfGone(userId: string): Promise<boolean> {
    return this.stale.releaseIfGone(userId);
  }

  /** Returns true if the account no longer owned its address in Cognito and lost it here, too. */
  releaseAddress(userId: string): Promise<boolean> {
    return this.stale.releaseAddress(userId);
  }

  /** Adds the account, unless it exists, and announces its profile. */
  async add(account: NewAccount, { db, record }: Transaction): Promise<void> {
    await this.accounts.insert(account, db);
    const profile = await this.accounts.findProfile(account.userId, db);
    if (profile) await record({ type: 'profile.updated', profile });
  }

  /** First takes the address from another account whose Cognito user is gone or has a different one. */
  private async create(account: NewAccount): Promise<AccountSecurity> {
    const holder = account.email ? await this.accounts.findByEmail(account.email) : undefined;
    if (holder && holder.userId !== account.userId) await this.stale.releaseAddress(holder.userId);
    await this.prisma.transact((transaction) => this.add(account, transaction));
    return this.security(account.userId);
  }
}
