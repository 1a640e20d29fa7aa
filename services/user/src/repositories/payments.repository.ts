import { Injectable } from '@nestjs/common';
import type { Payment } from '../generated/prisma/client.js';
import { PrismaService, type Db } from '../platform/prisma.service.js';

/** The body of a request is frozen when it is first written. */
export type PaymentRecord = Payment;

interface ConfirmBody {
  paymentKey: string;
  orderId: string;
  amount: number;
}

interface ChargeBody {
  customerKey: string;
  orderId: string;
  orderName: string;
  amount: number;
}

/** A payment that a buyer has authenticated in the window, or a charge of a registered card. */
export type NewPayment = Pick<Payment, 'orderId' | 'idempotencyKey' | 'amount' | 'createdAt'> &
  ({ paymentKey: string; body: ConfirmBody } | { cardId: string; body: ChargeBody });

type Change = Partial<
  Pick<
    Payment,
    | 'state'
    | 'paymentKey'
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

  /** True while the result of a charge of the card is open. */
  async isChargeOpen(cardId: string, db: Db = this.prisma): Promise<boolean> {
    const state = { in: ['ready', 'sent', 'unknown'] as Payment['state'][] };
    return (await db.payment.count({ where: { cardId, state } })) > 0;
  }

  listOf(orderIds: string[]): Promise<PaymentRecord[]> {
    return this.prisma.payment.findMany({ where: { orderId: { in: orderIds } } });
  }

  async insert(payment: NewPayment, db: Db): Promise<void> {
    // Prisma takes any JSON; the types above keep it to the two bodies.
    const body = { ...payment.body };
    await db.payment.create({ data: { ...payment, body, state: 'ready' } });
  }

  async update(orderId: string, change: Change, db: Db): Promise<void> {
    await db.payment.update({ where: { orderId }, data: change });
  }
}
