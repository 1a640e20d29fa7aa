import { Injectable } from '@nestjs/common';
import { PrismaService, type Db } from '../platform/prisma.service.js';

/** Rows of `perk_uses`. */
@Injectable()
export class PerkUsesRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** A repeat changes nothing. */
  async record(userId: string, at: Date, db: Db = this.prisma): Promise<void> {
    await db.perkUse.createMany({ data: [{ userId, at }], skipDuplicates: true });
  }

  /** Returns whether the person used a perk at `from` or later, and before `to`. */
  async isUsedBetween(userId: string, from: Date, to: Date, db: Db = this.prisma): Promise<boolean> {
    const where = { userId, at: { gte: from, lt: to } };
    return (await db.perkUse.findFirst({ where })) !== null;
  }

  async prune(before: Date): Promise<void> {
    await this.prisma.perkUse.deleteMany({ where: { at: { lt: before } } });
  }
}
