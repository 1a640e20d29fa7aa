import type { Logger } from '@maru/service-kit/logger';
import type { Locks } from '@maru/service-kit/mysql/locks';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { AppError } from '@maru/service-kit/app-error';
import type { ChatClient } from '../../clients/chat.client.js';
import { CognitoFailure, type CognitoClient } from '../../clients/cognito.client.js';
import type { ImageStore } from '../../clients/image-store.js';
import { AccountMails } from '../../mails/account-mails.service.js';
import { CHAT, COGNITO, IMAGE_STORE, LOCKS, LOGGER, PROVIDERS } from '../../platform/injection-tokens.js';
import { PrismaService } from '../../platform/prisma.service.js';
import { AccountsRepository, type AccountSecurity } from '../../repositories/accounts.repository.js';
import { IdentitiesRepository } from '../../repositories/identities.repository.js';
import { OutboxRepository } from '../../repositories/outbox.repository.js';
import type { Providers } from '../providers/provider-visits.service.js';

const lookEveryMs = 60_000;
const batch = 20;

/**
 * Erases accounts whose grace has run out, everywhere. Each step can be repeated and our own row goes last, so whatever fails or
 * crashes is done at the next look.
 */
@Injectable()
export class ErasureService implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(PROVIDERS) private readonly providers: Providers,
    @Inject(CHAT) private readonly chat: ChatClient,
    @Inject(COGNITO) private readonly cognito: CognitoClient,
    @Inject(IMAGE_STORE) private readonly images: ImageStore,
    @Inject(LOCKS) private readonly locks: Locks,
    @Inject(LOGGER) private readonly log: Logger,
    private readonly prisma: PrismaService,
    private readonly accounts: AccountsRepository,
    private readonly identities: IdentitiesRepository,
    private readonly outbox: OutboxRepository,
    private readonly mails: AccountMails,
  ) {}

  onApplicationBootstrap(): void {
    const look = () =>
      this.eraseDue().catch((error: unknown) => this.log.error({ err: error }, 'erasing accounts failed'));
    this.timer = setInterval(() => void look(), lookEveryMs).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Erases what is due; on one node at a time. One that fails does not keep the others waiting. */
  async eraseDue(now = new Date()): Promise<void> {
    const work = async () => {
      for (const account of await this.accounts.listDueForDeletion(now, batch)) {
        await this.erase(account).catch((error: unknown) =>
          this.log.error({ err: error }, 'an account could not be erased yet'),
        );
      }
    };
    await this.locks.withLocks(['erasure'], work, { waitSeconds: 0 }).catch((error: unknown) => {
      const isAtWorkElsewhere = error instanceof AppError && error.code === 'CONFLICT';
      if (!isAtWorkElsewhere) throw error;
    });
  }

  private async erase(account: AccountSecurity): Promise<void> {
    const { userId } = account;
    for (const { provider, subject } of await this.identities.listOf(userId))
      await this.providers[provider].unlink(subject);
    await this.images.removeUnder(`avatars/${userId}/`);
    await this.images.removeUnder(`banners/${userId}/`);
    await this.chat.forgetPerson(userId);
    await this.deleteAtCognito(userId);
    await this.prisma.transact(async (db) => {
      await this.accounts.erase(account, db);
      await this.outbox.add({ type: 'account.deleted', userId }, db);
    });
    this.outbox.announce();
    this.mails.notify('erased', account);
  }

  private async deleteAtCognito(userId: string): Promise<void> {
    try {
      await this.cognito.deleteUser(userId);
    } catch (error) {
      const isGone = error instanceof CognitoFailure && error.reason === 'user-not-found';
      if (!isGone) throw error;
    }
  }
}
