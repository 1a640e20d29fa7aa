import type { Logger } from '@maru/service-kit/logger';
import { Inject, Injectable } from '@nestjs/common';
import type { TossPayment } from '../../clients/toss.client.js';
import { LOGGER } from '../../platform/injection-tokens.js';
import type { Transaction } from '../../platform/prisma.service.js';
import { LedgerRows, type LockedOrder } from '../../repositories/ledger-rows.js';
import { nextOrderState } from './machines/order-machine.js';
import { MembershipsService } from './memberships.service.js';
import { RefundRequests } from './refund-requests.service.js';
import { monthFrom } from './rules/spans.js';

const isAsOrdered = ({ order }: LockedOrder, { totalAmount, currency }: TossPayment): boolean =>
  totalAmount === order.amount && currency === 'KRW';

/** Gives the buyer of a captured payment either what they paid for, or all of their money back. */
@Injectable()
export class Deliveries {
  constructor(
    @Inject(LOGGER) private readonly log: Logger,
    private readonly rows: LedgerRows,
    private readonly memberships: MembershipsService,
    private readonly refunds: RefundRequests,
  ) {}

  async deliver(transaction: Transaction, locked: LockedOrder, payment: TossPayment): Promise<void> {
    const { order, buyer } = locked;
    if (!isAsOrdered(locked, payment)) {
      const { totalAmount, currency } = payment;
      this.log.error({ orderId: order.orderId, totalAmount, currency }, 'toss captured another amount');
      return this.giveBack(transaction, locked, { amount: totalAmount, reason: 'mismatch' });
    }
    if (!buyer || buyer.deletionAt)
      return this.giveBack(transaction, locked, { amount: order.amount, reason: 'undeliverable' });
    await this.addMonth(transaction, locked, new Date(payment.approvedAt ?? order.openedAt));
  }

  private async addMonth(transaction: Transaction, { order }: LockedOrder, paidAt: Date): Promise<void> {
    const state = nextOrderState(order.state, 'delivered');
    if (!state) return;
    const { db } = transaction;
    const { orderId, buyerId: userId, plan } = order;
    const span = monthFrom(await this.rows.segments.listOpen(userId, paidAt, db), plan, paidAt);
    await this.rows.orders.update(orderId, { state }, db);
    await this.memberships.add({ ...span, orderId, userId }, transaction);
    await transaction.enqueue({ kind: 'mail-order', orderId, notice: 'paid' });
  }

  private async giveBack(
    transaction: Transaction,
    { order }: LockedOrder,
    refund: { amount: number; reason: 'mismatch' | 'undeliverable' },
  ): Promise<void> {
    const state = nextOrderState(order.state, 'undeliverable');
    if (!state) return;
    await this.rows.orders.update(order.orderId, { state }, transaction.db);
    await this.refunds.insert(transaction, { orderId: order.orderId, ...refund });
  }
}
