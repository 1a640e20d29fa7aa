import type { Me } from '@maru/contracts/http/user/auth';
import { AppError } from '@maru/service-kit/app-error';
import { Injectable } from '@nestjs/common';
import { AccountsRepository, type AccountSecurity } from '../../repositories/accounts.repository.js';
import { PendingSignUpsRepository } from '../../repositories/pending-sign-ups.repository.js';

/** Accounts as such: who is there. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly accounts: AccountsRepository,
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
  async ensure(userId: string): Promise<Me> {
    const existing = await this.accounts.findMe(userId);
    if (existing) return existing;
    const pending = await this.pendingSignUps.findByUserId(userId);
    if (!pending) throw new AppError('SIGN_UP_SUPERSEDED');
    const { email, nickname, locale, consentedAt, marketingConsented } = pending;
    await this.accounts.insert({
      userId,
      email,
      nickname,
      locale,
      hasPassword: true,
      consentedAt,
      marketingConsented,
    });
    return this.me(userId);
  }
}
