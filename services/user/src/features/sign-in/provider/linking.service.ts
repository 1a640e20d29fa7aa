import type { Device } from '@maru/contracts/http/user/account';
import { AppError } from '@maru/service-kit/app-error';
import { Injectable } from '@nestjs/common';
import { providerNames } from '../../../mails/mail-words.js';
import { isDuplicate } from '../../../platform/prisma.service.js';
import { IdentitiesRepository } from '../../../repositories/identities.repository.js';
import { AccountChanges } from '../../sessions/account-changes.service.js';
import type { IdentityToLink } from '../pending-sign-in.js';

interface LinkOptions {
  device: Device;
  endsSessions?: boolean;
  /** Version of the account that the caller has proven something for. */
  expectedVersion: number;
  by?: { userId: string; sessionId: string };
}

/** Links a provider identity to an account until it is unlinked. */
@Injectable()
export class LinkingService {
  constructor(
    private readonly identities: IdentitiesRepository,
    private readonly changes: AccountChanges,
  ) {}

  /**
   * Links the identity, notifies the owner and returns the account's version after it. A repeat changes nothing. `endsSessions`:
   * existing sessions may not belong to the owner who has just proven the account. @throws IDENTITY_TAKEN if the identity belongs
   * to another account; IDENTITY_CONFLICT if this account has another identity of the provider.
   */
  async link(userId: string, identity: IdentityToLink, options: LinkOptions): Promise<number> {
    const { device, endsSessions = false, expectedVersion, by } = options;
    if (await this.isLinkedTo(userId, identity)) return expectedVersion;
    const { provider } = identity;
    try {
      return await this.changes.apply(userId, {
        by,
        expectedVersion,
        event: { type: 'identity-linked', detail: provider, device },
        also: ({ db }) => this.identities.insert({ ...identity, userId }, db),
        endSessions: endsSessions ? {} : undefined,
        notice: {
          kind: 'identity-linked',
          valuesFor: ({ locale }) => ({ what: providerNames[locale][provider] }),
        },
      });
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      if (await this.isLinkedTo(userId, identity)) return expectedVersion;
      throw new AppError('IDENTITY_CONFLICT', { cause: error });
    }
  }

  private async isLinkedTo(userId: string, { provider, subject }: IdentityToLink): Promise<boolean> {
    const known = await this.identities.find(provider, subject);
    if (known && known.userId !== userId) throw new AppError('IDENTITY_TAKEN');
    return known !== undefined;
  }
}
