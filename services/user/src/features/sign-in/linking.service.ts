import type { Device } from '@maru/contracts/http/user/account';
import { AppError } from '@maru/service-kit/app-error';
import { Injectable } from '@nestjs/common';
import { AccountMails } from '../../mails/account-mails.service.js';
import { providerNames } from '../../mails/mail-words.js';
import { isDuplicate, PrismaService } from '../../platform/prisma.service.js';
import { AccountsRepository } from '../../repositories/accounts.repository.js';
import { IdentitiesRepository } from '../../repositories/identities.repository.js';
import { OutboxRepository } from '../../repositories/outbox.repository.js';
import { SecurityEventsRepository } from '../../repositories/security-events.repository.js';
import { SessionsService } from '../sessions/sessions.service.js';
import type { IdentityToLink } from './pending-sign-in.js';

/** Ties a provider's account to one of ours, for good until it is unlinked. */
@Injectable()
export class LinkingService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly accounts: AccountsRepository,
    private readonly identities: IdentitiesRepository,
    private readonly sessions: SessionsService,
    private readonly events: SecurityEventsRepository,
    private readonly outbox: OutboxRepository,
    private readonly mails: AccountMails,
  ) {}

  /**
   * Links and tells the owner; a repeat changes nothing. IDENTITY_TAKEN when the provider's account is somebody else's here,
   * IDENTITY_CONFLICT when the person has another one of this provider. `endsSessions`: whoever was signed in before may not be
   * the one who has just proven to be the owner.
   */
  async link(
    userId: string,
    identity: IdentityToLink,
    { device, endsSessions = false }: { device: Device; endsSessions?: boolean },
  ): Promise<void> {
    if (await this.isLinkedTo(userId, identity)) return;
    const { provider } = identity;
    try {
      await this.prisma.transact(async (db) => {
        await this.identities.insert({ ...identity, userId }, db);
        await this.events.add({ userId, type: 'identity-linked', detail: provider, device }, db);
        if (endsSessions) await this.sessions.endAll(userId, {}, db);
      });
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      if (await this.isLinkedTo(userId, identity)) return;
      throw new AppError('IDENTITY_CONFLICT', { cause: error });
    }
    this.outbox.announce();
    const account = await this.accounts.find(userId);
    if (account)
      this.mails.notify('identity-linked', account, { what: providerNames[account.locale][provider] });
  }

  private async isLinkedTo(userId: string, { provider, subject }: IdentityToLink): Promise<boolean> {
    const known = await this.identities.find(provider, subject);
    if (known && known.userId !== userId) throw new AppError('IDENTITY_TAKEN');
    return known !== undefined;
  }
}
