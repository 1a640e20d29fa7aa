import { AppError } from '@maru/service-kit/app-error';
import type { Logger } from '@maru/service-kit/logger';
import type { Locks } from '@maru/service-kit/mysql/locks';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { LOCKS, LOGGER } from '../../platform/injection-tokens.js';
import { AccountsRepository } from '../../repositories/accounts.repository.js';
import { AccountEraser } from './account-eraser.service.js';

const lookEveryMs = 60_000;
const batch = 20;

/** Looks every minute for accounts whose grace has run out. */
@Injectable()
export class ErasureService implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(LOCKS) private readonly locks: Locks,
    @Inject(LOGGER) private readonly log: Logger,
    private readonly accounts: AccountsRepository,
    private readonly eraser: AccountEraser,
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
        await this.eraser
          .erase(account)
          .catch((error: unknown) => this.log.error({ err: error }, 'an account could not be erased yet'));
      }
    };
    await this.locks.withLocks(['erasure'], work, { waitSeconds: 0 }).catch((error: unknown) => {
      const isAtWorkElsewhere = error instanceof AppError && error.code === 'CONFLICT';
      if (!isAtWorkElsewhere) throw error;
    });
  }
}
