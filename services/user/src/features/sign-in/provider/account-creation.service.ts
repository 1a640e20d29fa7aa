import type { Device } from '@maru/contracts/http/user/account';
import type { Locale } from '@maru/contracts/primitives';
import { AppError } from '@maru/service-kit/app-error';
import type { Clock } from '@maru/service-kit/clock';
import { Inject, Injectable } from '@nestjs/common';
import { CognitoFailure, type CognitoClient } from '../../../clients/cognito.client.js';
import { CLOCK, COGNITO } from '../../../platform/injection-tokens.js';
import { PrismaService } from '../../../platform/prisma.service.js';
import { AccountsRepository, type AccountSecurity } from '../../../repositories/accounts.repository.js';
import { IdentitiesRepository } from '../../../repositories/identities.repository.js';
import { SecurityEventsRepository } from '../../../repositories/security-events.repository.js';
import { AccountsService } from '../../../accounts/accounts.service.js';
import type { IdentityToLink } from '../pending-sign-in.js';

interface Newcomer {
  identity: IdentityToLink;
  /** Proven to be the caller's, if present. */
  email: string | null;
  nickname: string;
  locale: Locale;
  marketingConsented: boolean;
  device: Device;
}

/** Accounts of users who sign up with a provider. The caller holds the locks on the identity and the address. */
@Injectable()
export class AccountCreation {
  constructor(
    @Inject(COGNITO) private readonly cognito: CognitoClient,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly prisma: PrismaService,
    private readonly accounts: AccountsService,
    private readonly accountRows: AccountsRepository,
    private readonly identities: IdentitiesRepository,
    private readonly events: SecurityEventsRepository,
  ) {}

  /**
   * Returns the account with this address, restoring one that was lost after confirmation. The address is proven to be the
   * caller's.
   */
  async confirmedOwnerOf(email: string, locale: Locale): Promise<AccountSecurity | undefined> {
    const account = await this.accountRows.findByEmail(email);
    if (account && !(await this.accounts.releaseAddress(account.userId))) return account;
    const found = await this.cognito.findByEmail(email);
    const user = found?.isConfirmed ? await this.cognito.describe(found.userId) : undefined;
    return user && this.accounts.adopt(user, { email, locale });
  }

  /** Returns the new account's id. Any unconfirmed sign-up with its address is discarded. */
  async create(newcomer: Newcomer): Promise<string> {
    const { identity, email, device, marketingConsented, ...person } = newcomer;
    const userId = email ? await this.createUser(email) : await this.cognito.createUserWithoutEmail();
    await this.prisma.transact(async (transaction) => {
      const { db } = transaction;
      const account = { userId, email, ...person, hasPassword: false };
      await this.accounts.add({ ...account, consentedAt: this.clock(), marketingConsented }, transaction);
      await this.identities.insert({ ...identity, userId }, db);
      await this.events.add({ userId, type: 'signed-up', detail: identity.provider, device }, db);
      if (email) await db.pendingSignUp.deleteMany({ where: { email } });
    });
    return userId;
  }

  /** Creates a Cognito user for an address without an account: an existing one was never confirmed and is replaced. */
  private async createUser(email: string): Promise<string> {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      try {
        return await this.cognito.createUser(email);
      } catch (error) {
        if (!(error instanceof CognitoFailure && error.reason === 'user-exists')) throw error;
      }
      const squatter = await this.cognito.findByEmail(email);
      if (squatter) await this.cognito.deleteUser(squatter.userId);
    }
    throw new AppError('CONFLICT');
  }
}
