import { randomUUID } from 'node:crypto';
import { newId } from '@maru/service-kit/ids';
import { Injectable } from '@nestjs/common';
import type { TossCancel, TossPayment } from '../../clients/toss.client.js';
import { PrismaService, type Transaction } from '../../platform/prisma.service.js';
import { LedgerRows, type LockedOrder } from '../../repositories/ledger-rows.js';
import type { RefundRecord } from '../../repositories/refunds.repository.js';
import { nextOrderState } from './machines/order-machine.js';
import { cancelReasonOf, nextRefundState } from './machines/refund-machine.js';
import { MembershipsService } from './memberships.service.js';
import { SubscriptionEnds } from './subscriptions/subscription-ends.service.js';

/** The effects of money that Toss has given back. */
@Injectable()
export class RefundedOrders {
  constructor(
    private readonly prisma: PrismaService,
    private readonly rows: LedgerRows,
    private readonly memberships: MembershipsService,
    private readonly subscriptions: SubscriptionEnds,
  ) {}

  /** Completes our own refund: the order's span ends now. The caller holds the order's lock. */
  async finish(
    transaction: Transaction,
    locked: LockedOrder,
    { refund, cancel }: { refund: RefundRecord; cancel: TossCancel },
  ): Promise<void> {
    const state = nextRefundState(refund.state, 'done');
    if (!state) return;
    const { transactionKey, canceledAt } = cancel;
    const done = { state, transactionKey, settledAt: new Date(canceledAt), failureCode: null };
    await this.rows.refunds.update(refund.refundId, done, transaction.db);
    await this.subtract(transaction, locked, { amount: cancel.cancelAmount, isSpanOver: true });
  }

  /**
   * Applies the cancellations of a payment: our own ones, and those that were made in Toss' dashboard. Repeats change nothing. The key of a
   * failed payment comes from a browser, and may belong to a payment of another order, whose cancellations are none of this one.
   */
  async adopt(orderId: string, { cancels, balanceAmount, ...payment }: TossPayment): Promise<void> {
    if (cancels.length === 0 || payment.orderId !== orderId) return;
    await this.prisma.transact(async (transaction) => {
      const locked = await this.rows.lock(orderId, transaction.db);
      if (!locked) return;
      const known = await this.rows.refunds.listOf(orderId, transaction.db);
      for (const cancel of cancels) {
        const own = known.find(({ refundId }) => cancel.cancelReason === cancelReasonOf(refundId));
        const isAdopted = known.some(({ transactionKey }) => transactionKey === cancel.transactionKey);
        if (own) await this.finish(transaction, locked, { refund: own, cancel });
        else if (!isAdopted)
          await this.adoptOne(transaction, locked, { cancel, isSpanOver: balanceAmount === 0 });
      }
    });
  }

  private async adoptOne(
    transaction: Transaction,
    locked: LockedOrder,
    { cancel, isSpanOver }: { cancel: TossCancel; isSpanOver: boolean },
  ): Promise<void> {
    const { cancelAmount: amount, transactionKey, canceledAt } = cancel;
    const settledAt = new Date(canceledAt);
    await this.rows.refunds.insert(
      {
        refundId: newId(),
        orderId: locked.order.orderId,
        idempotencyKey: randomUUID(),
        amount,
        reason: 'dashboard',
        state: 'done',
        transactionKey,
        requestedAt: settledAt,
        settledAt,
      },
      transaction.db,
    );
    await this.subtract(transaction, locked, { amount, isSpanOver });
  }

  private async subtract(
    transaction: Transaction,
    { order, buyer }: LockedOrder,
    { amount, isSpanOver }: { amount: number; isSpanOver: boolean },
  ): Promise<void> {
    const { db, enqueue } = transaction;
    const { orderId } = order;
    const payment = await this.rows.payments.find(orderId, db);
    if (!payment) return;
    const refunded = payment.refunded + amount;
    await this.rows.payments.update(orderId, { refunded }, db);
    const state = refunded >= payment.amount ? nextOrderState(order.state, 'refunded-in-full') : undefined;
    if (state) await this.rows.orders.update(orderId, { state }, db);
    if (isSpanOver) {
      await this.memberships.end(orderId, transaction);
      await this.subscriptions.endWithOrder(transaction, order);
    }
    if (buyer) await enqueue({ kind: 'mail-order', orderId, notice: 'refunded' });
  }
}
