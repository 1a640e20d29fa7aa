import type { Account, Device } from '@maru/contracts/http/user/account';
import type { IdentityProvider } from '@maru/contracts/http/user/auth';
import { AppError } from '@maru/service-kit/app-error';
import type { Logger } from '@maru/service-kit/logger';
import type { Caller } from '@maru/service-kit/tokens';
import { Inject, Injectable } from '@nestjs/common';
import { providerNames } from '../../mails/mail-words.js';
import { LOGGER, PROVIDERS } from '../../platform/injection-tokens.js';
import { IdentitiesRepository } from '../../repositories/identities.repository.js';
import { RecoveryCodesRepository } from '../../repositories/recovery-codes.repository.js';
import { AccountsService } from '../../accounts/accounts.service.js';
import type { Providers } from '../sign-in/provider/provider-visits.service.js';
import { AccountChanges } from '../sessions/account-changes.service.js';

/** The caller's ways to sign in. */
@Injectable()
export class IdentitiesService {
  constructor(
    @Inject(PROVIDERS) private readonly providers: Providers,
    @Inject(LOGGER) private readonly log: Logger,
    private readonly accounts: AccountsService,
    private readonly identities: IdentitiesRepository,
    private readonly recoveryCodes: RecoveryCodesRepository,
    private readonly changes: AccountChanges,
  ) {}

  async describe({ userId }: Caller): Promise<Account> {
    const [account, identities, recoveryCodesLeft] = await Promise.all([
      this.accounts.security(userId),
      this.identities.listOf(userId),
      this.recoveryCodes.count(userId),
    ]);
    return {
      hasPassword: account.hasPassword,
      hasTwoFactor: account.twoFactorAt !== null,
      recoveryCodesLeft,
      identities: identities.map(({ provider, email, linkedAt }) => ({
        provider,
        email,
        linkedAt: linkedAt.toISOString(),
      })),
    };
  }

  /** Returns the account's version for linking. @throws IDENTITY_CONFLICT if an identity of this provider is already linked. */
  async requireLinkable({ userId }: Caller, provider: IdentityProvider): Promise<number> {
    const { credentialVersion } = await this.accounts.security(userId);
    const linked = await this.identities.listOf(userId);
    if (linked.some((each) => each.provider === provider)) throw new AppError('IDENTITY_CONFLICT');
    return credentialVersion;
  }

  /**
   * Returns the account's version for a step-up. @throws NOT_FOUND unless the identity is linked; FORBIDDEN if only the second
   * factor is accepted.
   */
  async requireProvable({ userId }: Caller, provider: IdentityProvider): Promise<number> {
    const { twoFactorAt, credentialVersion } = await this.accounts.security(userId);
    if (twoFactorAt) throw new AppError('FORBIDDEN');
    const linked = await this.identities.listOf(userId);
    if (!linked.some((each) => each.provider === provider)) throw new AppError('NOT_FOUND');
    return credentialVersion;
  }

  /** Never removes the last way to sign in; concurrent requests are serialised. */
  async unlink(caller: Caller, provider: IdentityProvider, device: Device): Promise<void> {
    const { userId } = caller;
    let subject = '';
    await this.changes.apply(userId, {
      by: caller,
      event: { type: 'identity-unlinked', detail: provider, device },
      also: async ({ db }, { hasPassword }) => {
        const linked = await this.identities.listOf(userId, db);
        const identity = linked.find((each) => each.provider === provider);
        if (!identity) throw new AppError('NOT_FOUND');
        if (linked.length === 1 && !hasPassword) throw new AppError('LAST_SIGN_IN_WAY');
        ({ subject } = identity);
        await this.identities.remove(provider, userId, db);
      },
      notice: {
        kind: 'identity-unlinked',
        valuesFor: ({ locale }) => ({ what: providerNames[locale][provider] }),
      },
    });
    // It is unlinked here for good, whatever the provider answers.
    await this.providers[provider].unlink(subject).catch((error: unknown) => {
      this.log.warn({ err: error, provider }, 'provider did not unlink the account');
    });
  }
}
