import { Injectable } from '@nestjs/common';
import { PrismaService, type Db } from '../platform/prisma.service.js';

/** Rows of `toss_webhooks`. */
@Injectable()
export class TossWebhooksRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Returns false if the transmission was received before. */
  async insert(transmissionId: string, receivedAt: Date, db: Db): Promise<boolean> {
    const data = [{ transmissionId, receivedAt }];
    return (await db.tossWebhook.createMany({ data, skipDuplicates: true })).count === 1;
  }

  async prune(before: Date): Promise<void> {
    await this.prisma.tossWebhook.deleteMany({ where: { receivedAt: { lt: before } } });
  }
}
