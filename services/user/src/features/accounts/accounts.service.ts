import type { Me } from '@maru/contracts/http/user/auth';
import type { Profile } from '@maru/contracts/http/user/profiles';
import { AppError } from '@maru/service-kit/app-error';
import { Injectable } from '@nestjs/common';
import { AccountsRepository } from '../../repositories/accounts.repository.js';
import { PendingSignUpsRepository } from '../../repositories/pending-sign-ups.repository.js';

/** Accounts of people whose e-mail is confirmed. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly pendingSignUps: PendingSignUpsRepository,
  ) {}

  /** SESSION_ENDED when the account is gone although a token is still valid. */
  async me(userId: string): Promise<Me> {
    const found = await this.accounts.find(userId);
    if (!found) throw new AppError('SESSION_ENDED');
    return found;
  }

  /** The account of somebody whom Cognito has confirmed; made of their sign-up if a crash kept us from it before. */
  async ensure(userId: string): Promise<Me> {
    const existing = await this.accounts.find(userId);
    if (existing) return existing;
    const pending = await this.pendingSignUps.findByUserId(userId);
    if (!pending) throw new AppError('SIGN_UP_SUPERSEDED');
    const { email, nickname, locale, consentedAt, marketingConsented } = pending;
    await this.accounts.insert({ userId, email, nickname, locale, consentedAt, marketingConsented });
    return this.me(userId);
  }

  listProfiles(userIds: string[]): Promise<Profile[]> {
    return this.accounts.listProfiles(userIds);
  }
}
