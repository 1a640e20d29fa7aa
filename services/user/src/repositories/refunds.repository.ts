import { Injectable } from '@nestjs/common';
import type { Refund } from '../generated/prisma/client.js';
import { PrismaService, type Db } from '../platform/prisma.service.js';

export type RefundRecord = Refund;

type Change = Partial<Pick<Refund, 'state' | 'firstSentAt' | 'failureCode' | 'transactionKey' | 'settledAt'>>;

const open = { in: ['pending', 'unknown'] as Refund['state'][] };

/** Rows of `refunds`. An order's row is locked before its refunds are read for a change. */
@Injectable()
export class RefundsRepository {
  constructor(private readonly prisma: PrismaService) {}

  async find(refundId: string, db: Db): Promise<RefundRecord | undefined> {
    return (await db.refund.findUnique({ where: { refundId } })) ?? undefined;
  }

  /** The refund of an order that Toss has not answered yet; there is never more than one. */
  async findOpen(orderId: string, db: Db = this.prisma): Promise<RefundRecord | undefined> {
    return (await db.refund.findFirst({ where: { orderId, state: open } })) ?? undefined;
  }

  listOpen(orderIds: string[]): Promise<RefundRecord[]> {
    return this.prisma.refund.findMany({ where: { orderId: { in: orderIds }, state: open } });
  }

  /** The keys of those cancellations that the ledger knows. */
  async knownKeys(transactionKeys: string[]): Promise<Set<string>> {
    const where = { transactionKey: { in: transactionKeys }, state: 'done' as const };
    const rows = await this.prisma.refund.findMany({ where, select: { transactionKey: true } });
    return new Set(rows.flatMap(({ transactionKey }) => transactionKey ?? []));
  }

  listOf(orderId: string, db: Db): Promise<RefundRecord[]> {
    return db.refund.findMany({ where: { orderId } });
  }

  async insert(refund: Omit<RefundRecord, 'firstSentAt' | 'failureCode'>, db: Db): Promise<void> {
    await db.refund.create({ data: refund });
  }

  async update(refundId: string, change: Change, db: Db): Promise<void> {
    await db.refund.update({ where: { refundId }, data: change });
  }
}
