import { Injectable } from '@nestjs/common';
import type { BillingCard } from '../generated/prisma/client.js';
import { PrismaService, type Db } from '../platform/prisma.service.js';

export type CardRecord = BillingCard;

/** Rows of `billing_cards`. */
@Injectable()
export class BillingCardsRepository {
  constructor(private readonly prisma: PrismaService) {}

  async find(cardId: string, db: Db = this.prisma): Promise<CardRecord | undefined> {
    return (await db.billingCard.findUnique({ where: { cardId } })) ?? undefined;
  }

  /** The person's cards that Toss still has. */
  listKept(userId: string): Promise<CardRecord[]> {
    return this.prisma.billingCard.findMany({ where: { userId, billingKey: { not: null } } });
  }

  async insert(card: CardRecord, db: Db): Promise<void> {
    await db.billingCard.create({ data: card });
  }

  /** Forgets the key of a card that Toss has deleted. */
  async wipe(cardId: string): Promise<void> {
    await this.prisma.billingCard.updateMany({ where: { cardId }, data: { billingKey: null } });
  }
}
