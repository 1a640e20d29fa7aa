import type { OutboxEvent } from '@maru/contracts/internal/events';
import { Injectable } from '@nestjs/common';
import { PrismaService } from '../../platform/prisma.service.js';
import { AccountsRepository } from '../../repositories/accounts.repository.js';
import { PerkUsesRepository } from '../../repositories/perk-uses.repository.js';

/** Remembers when people used perks of their plans, as the socket service reports it. */
@Injectable()
export class PerkUsesService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly accounts: AccountsRepository,
    private readonly uses: PerkUsesRepository,
  ) {}

  /** Repeats change nothing. */
  async apply(events: readonly OutboxEvent[]): Promise<void> {
    for (const event of events)
      if (event.type === 'perk.used') await this.record(event.userId, new Date(event.at));
  }

  /** Locks the account; otherwise a use could outlive an account that is being erased. */
  private async record(userId: string, at: Date): Promise<void> {
    await this.prisma.transact(async ({ db }) => {
      await this.accounts.lock(userId, db);
      if (await this.accounts.find(userId, db)) await this.uses.record(userId, at, db);
    });
  }
}
