import { Injectable } from '@nestjs/common';
import type { ProviderAttempt } from '../generated/prisma/client.js';
import { PrismaService } from '../platform/prisma.service.js';

export type ProviderAttemptRecord = ProviderAttempt;

/** Rows of `provider_attempts`. */
@Injectable()
export class ProviderAttemptsRepository {
  constructor(private readonly prisma: PrismaService) {}

  async insert(attempt: ProviderAttemptRecord): Promise<void> {
    await this.prisma.providerAttempt.create({ data: attempt });
  }

  /** The attempt, which nobody else gets any more. */
  async take(stateHash: string): Promise<ProviderAttemptRecord | undefined> {
    const row = await this.prisma.providerAttempt.findUnique({ where: { stateHash } });
    const { count } = await this.prisma.providerAttempt.deleteMany({ where: { stateHash } });
    return row && count === 1 ? row : undefined;
  }

  async prune(now: Date): Promise<void> {
    await this.prisma.providerAttempt.deleteMany({ where: { expiresAt: { lt: now } } });
  }
}
