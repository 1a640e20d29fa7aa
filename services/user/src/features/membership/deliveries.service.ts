import type { Logger } from '@maru/service-kit/logger';
import { Inject, Injectable } from '@nestjs/common';
import type { TossPayment } from '../../clients/toss.client.js';
import { LOGGER } from '../../platform/injection-tokens.js';
import type { OrderNotice } from '../../platform/jobs.js';
import type { Transaction } from '../../platform/prisma.service.js';
import { LedgerRows, type LockedOrder } from '../../repositories/ledger-rows.js';
import type { OrderRecord } from '../../repositories/orders.repository.js';
import { nextOrderState } from './machines/order-machine.js';
import { MembershipsService } from './memberships.service.js';
import { RefundRequests } from './refund-requests.service.js';
import { monthFrom, type Span } from './rules/spans.js';
import { SubscribedOrders } from './subscriptions/subscribed-orders.service.js';

const noticeOf: Record<OrderRecord['kind'], OrderNotice> = {
  month: 'paid',
  subscription: 'subscribed',
  renewal: 'renewed',
  upgrade: 'upgraded',
};

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
    private readonly subscribed: SubscribedOrders,
  ) {}

  async deliver(transaction: Transaction, locked: LockedOrder, payment: TossPayment): Promise<void> {
    const { order, buyer } = locked;
    if (!isAsOrdered(locked, payment)) {
      const { totalAmount, currency } = payment;
      this.log.error({ orderId: order.orderId, totalAmount, currency }, 'toss captured another amount');
      await this.subscribed.abandon(transaction, order);
      return this.giveBack(transaction, locked, { amount: totalAmount, reason: 'mismatch' });
    }
    if (!buyer || buyer.deletionAt) {
      await this.subscribed.abandon(transaction, order);
      return this.giveBack(transaction, locked, { amount: order.amount, reason: 'undeliverable' });
    }
    const state = nextOrderState(order.state, 'delivered');
    if (!state) return;
    const span = await this.spanOf(transaction, order, new Date(payment.approvedAt ?? order.openedAt));
    if (!span) return this.giveBack(transaction, locked, { amount: order.amount, reason: 'undeliverable' });
    const { orderId, buyerId: userId } = order;
    await this.rows.orders.update(orderId, { state }, transaction.db);
    await this.memberships.add({ ...span, orderId, userId }, transaction);
    await transaction.enqueue({ kind: 'mail-order', orderId, notice: noticeOf[order.kind] });
  }

  /** Fails an order whose payment was declined. */
  async refuse(transaction: Transaction, { order }: LockedOrder, code: string): Promise<void> {
    const state = nextOrderState(order.state, 'declined');
    if (!state) return;
    await this.rows.orders.update(order.orderId, { state }, transaction.db);
    await this.subscribed.refuse(transaction, order, code);
  }

  /** The span that the money pays for; undefined if a subscription has no use for it, or charges for the same days itself. */
  private async spanOf(
    transaction: Transaction,
    order: OrderRecord,
    paidAt: Date,
  ): Promise<Span | undefined> {
    if (order.kind !== 'month') return this.subscribed.deliver(transaction, order, paidAt);
    if (await this.subscribed.isSubscribed(transaction, order.buyerId)) return undefined;
    return monthFrom(
      await this.rows.segments.listOpen(order.buyerId, paidAt, transaction.db),
      order.plan,
      paidAt,
    );
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
