import { Injectable } from '@nestjs/common';
import type { Payment } from '../generated/prisma/client.js';
import { PrismaService, type Db } from '../platform/prisma.service.js';

/** The body of a request is frozen when it is first written. */
export type PaymentRecord = Payment;

export type NewPayment = Pick<
  Payment,
  'orderId' | 'paymentKey' | 'idempotencyKey' | 'amount' | 'createdAt'
> & { body: { paymentKey: string; orderId: string; amount: number } };

type Change = Partial<
  Pick<
    Payment,
    | 'state'
    | 'firstSentAt'
    | 'failureCode'
    | 'approvedAt'
    | 'method'
    | 'issuerCode'
    | 'last4'
    | 'receiptUrl'
    | 'refunded'
  >
>;

/** Rows of `payments`. An order's row is locked before its payment is read for a change. */
@Injectable()
export class PaymentsRepository {
  constructor(private readonly prisma: PrismaService) {}

  async find(orderId: string, db: Db = this.prisma): Promise<PaymentRecord | undefined> {
    return (await db.payment.findUnique({ where: { orderId } })) ?? undefined;
  }

  /** The ids of the orders whose payments were approved from `from` on, and before `to`. */
  async listApproved(from: Date, to: Date): Promise<string[]> {
    const where = { state: 'captured' as const, approvedAt: { gte: from, lt: to } };
    return (await this.prisma.payment.findMany({ where, select: { orderId: true } })).map(
      ({ orderId }) => orderId,
    );
  }

  listOf(orderIds: string[]): Promise<PaymentRecord[]> {
    return this.prisma.payment.findMany({ where: { orderId: { in: orderIds } } });
  }

  async insert(payment: NewPayment, db: Db): Promise<void> {
    await db.payment.create({ data: { ...payment, state: 'ready' } });
  }

  async update(orderId: string, change: Change, db: Db): Promise<void> {
    await db.payment.update({ where: { orderId }, data: change });
  }
}
