import { email as emailAddress } from '@maru/contracts/email';
import type { Profile } from '@maru/contracts/http/user/profiles';
import type { peopleInternalRoutes } from '@maru/contracts/internal/people';
import type { RouteReply } from '@maru/contracts/route';
import { AppError } from '@maru/service-kit/app-error';
import { Injectable } from '@nestjs/common';
import { AccountsRepository } from '../../repositories/accounts.repository.js';

/** User data for other services. */
@Injectable()
export class PeopleService {
  constructor(private readonly accounts: AccountsRepository) {}

  list(userIds: string[]): Promise<Profile[]> {
    return this.accounts.listProfiles(userIds);
  }

  /** An account's address is always confirmed. */
  async contact(userId: string): Promise<RouteReply<typeof peopleInternalRoutes.getContact>> {
    const account = await this.accounts.find(userId);
    if (!account) throw new AppError('NOT_FOUND');
    return { email: account.email, locale: account.locale };
  }

  async findContact(email: string): Promise<RouteReply<typeof peopleInternalRoutes.findContact>> {
    const { data: address } = emailAddress.safeParse(email);
    const account = address && (await this.accounts.findByEmail(address));
    return { contact: account ? { userId: account.userId, locale: account.locale } : null };
  }
}
