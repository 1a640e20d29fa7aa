import { Injectable } from '@nestjs/common';
import type { Order } from '../generated/prisma/client.js';
import { PrismaService, type Db } from '../platform/prisma.service.js';

export type OrderRecord = Order;

/** The parts of an order that every kind has. */
export type BasicOrder = Omit<OrderRecord, 'subscriptionId' | 'periodStart' | 'attempt'>;

/** The orders of one kind for one period of a subscription. */
export type PeriodKey = Pick<OrderRecord, 'subscriptionId' | 'periodStart' | 'kind'>;

/** Rows of `orders`. */
@Injectable()
export class OrdersRepository {
  constructor(private readonly prisma: PrismaService) {}

  async find(orderId: string, db: Db = this.prisma): Promise<OrderRecord | undefined> {
    return (await db.order.findUnique({ where: { orderId } })) ?? undefined;
  }

  /** Locks the order until the transaction ends. */
  async lock(orderId: string, db: Db): Promise<OrderRecord | undefined> {
    await db.$queryRaw`SELECT order_id FROM orders WHERE order_id = ${orderId} FOR UPDATE`;
    return this.find(orderId, db);
  }

  async findOpen(
    wanted: Pick<OrderRecord, 'buyerId' | 'kind' | 'plan' | 'priceVersion'>,
    db: Db,
  ): Promise<OrderRecord | undefined> {
    const where = { ...wanted, state: 'created' } as const;
    return (await db.order.findFirst({ where, orderBy: { orderId: 'desc' } })) ?? undefined;
  }

  async isAnyConfirming(buyerId: string, db: Db): Promise<boolean> {
    return (await db.order.count({ where: { buyerId, state: 'confirming' } })) > 0;
  }

  /** True while the result of one of the subscription's charges is open. */
  async isAttemptOpen(subscriptionId: string, db: Db): Promise<boolean> {
    return (await db.order.count({ where: { subscriptionId, state: 'confirming' } })) > 0;
  }

  /** The latest order of a kind for a period. */
  async findLastAttempt(period: PeriodKey, db: Db): Promise<OrderRecord | undefined> {
    return (await db.order.findFirst({ where: period, orderBy: { attempt: 'desc' } })) ?? undefined;
  }

  /** The ids of the orders that have paid for a period. */
  async listPaid(period: Pick<OrderRecord, 'subscriptionId' | 'periodStart'>, db: Db): Promise<string[]> {
    const where = { ...period, state: 'paid' as const };
    return (await db.order.findMany({ where, select: { orderId: true } })).map(({ orderId }) => orderId);
  }

  /** True if the difference to a larger plan was paid for a period, and not given back. */
  async isUpgraded(period: Pick<OrderRecord, 'subscriptionId' | 'periodStart'>, db: Db): Promise<boolean> {
    return (await db.order.count({ where: { ...period, kind: 'upgrade', state: 'paid' } })) > 0;
  }

  async insert(order: BasicOrder & Partial<OrderRecord>, db: Db): Promise<void> {
    await db.order.create({ data: order });
  }

  async update(
    orderId: string,
    change: Partial<Pick<OrderRecord, 'state' | 'openedAt' | 'periodStart'>>,
    db: Db,
  ): Promise<void> {
    await db.order.update({ where: { orderId }, data: change });
  }

  /** The buyer's orders for which money has moved or may move, newest first, from `before` on. */
  listOf(
    buyerId: string,
    { before, limit }: { before: string | undefined; limit: number },
  ): Promise<OrderRecord[]> {
    return this.prisma.order.findMany({
      where: {
        buyerId,
        state: { notIn: ['created', 'abandoned'] },
        ...(before ? { orderId: { lt: before } } : {}),
      },
      orderBy: { orderId: 'desc' },
      take: limit,
    });
  }
}
