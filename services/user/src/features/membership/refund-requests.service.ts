import { randomUUID } from 'node:crypto';
import type { RefundQuote } from '@maru/contracts/http/user/membership';
import { AppError } from '@maru/service-kit/app-error';
import { fromNow, type Clock } from '@maru/service-kit/clock';
import { newId } from '@maru/service-kit/ids';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK } from '../../platform/injection-tokens.js';
import { PrismaService, type Db, type Transaction } from '../../platform/prisma.service.js';
import { LedgerRows } from '../../repositories/ledger-rows.js';
import { PerkUsesRepository } from '../../repositories/perk-uses.repository.js';
import type { RefundRecord } from '../../repositories/refunds.repository.js';
import { SubscriptionsRepository } from '../../repositories/subscriptions.repository.js';
import { isOfOpenPeriod } from './rules/renewals.js';
import { quoteRefund } from './rules/refund-rules.js';
import { checkAfterMs } from './patience.js';

type NewRefund = Pick<RefundRecord, 'orderId' | 'amount' | 'reason'>;

/** Decides refunds: their amount under lock, at the moment of the request. Toss is asked afterwards. */
@Injectable()
export class RefundRequests {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly prisma: PrismaService,
    private readonly rows: LedgerRows,
    private readonly perkUses: PerkUsesRepository,
    private readonly subscriptions: SubscriptionsRepository,
  ) {}

  async quote(userId: string, orderId: string): Promise<RefundQuote> {
    const order = await this.rows.orders.find(orderId);
    if (order?.buyerId !== userId) throw new AppError('NOT_FOUND');
    return this.quoteIn(orderId, this.prisma);
  }

  /** Returns the refund's id. @throws CONFLICT if the amount is another one by now, or NOT_REFUNDABLE. */
  async request(userId: string, orderId: string, amount: number): Promise<string> {
    return this.prisma.transact(async (transaction) => {
      const { db } = transaction;
      const locked = await this.rows.lock(orderId, db);
      if (locked?.order.buyerId !== userId) throw new AppError('NOT_FOUND');
      if (await this.isAnyOpen(orderId, db)) throw new AppError('NOT_REFUNDABLE');
      const quote = await this.quoteIn(orderId, db);
      if (quote.amount === 0) throw new AppError('NOT_REFUNDABLE');
      if (quote.amount !== amount) throw new AppError('CONFLICT');
      return this.insert(transaction, { orderId, amount, reason: 'buyer' });
    });
  }

  /** Writes a refund that is to be sent; the caller holds the order's lock. Returns its id. */
  async insert({ db, enqueue }: Transaction, refund: NewRefund): Promise<string> {
    const refundId = newId();
    await this.rows.refunds.insert(
      {
        ...refund,
        refundId,
        idempotencyKey: randomUUID(),
        state: 'pending',
        transactionKey: null,
        requestedAt: this.clock(),
        settledAt: null,
      },
      db,
    );
    const runAt = fromNow(this.clock, refund.reason === 'buyer' ? checkAfterMs : 0);
    await enqueue({ kind: 'check-order', orderId: refund.orderId }, { runAt });
    return refundId;
  }

  async isAnyOpen(orderId: string, db: Db): Promise<boolean> {
    return (await this.rows.refunds.findOpen(orderId, db)) !== undefined;
  }

  /** Returns what is left of a paid order. @throws NOT_REFUNDABLE */
  async quotePaid(orderId: string, db: Db): Promise<RefundQuote> {
    const payment = await this.rows.payments.find(orderId, db);
    const segment = await this.rows.segments.find(orderId, db);
    if (!payment?.approvedAt || !segment) throw new AppError('NOT_REFUNDABLE');
    const now = this.clock();
    return quoteRefund({
      paid: payment.amount,
      refunded: payment.refunded,
      paidAt: payment.approvedAt,
      span: segment,
      isUsed: await this.perkUses.isUsedBetween(segment.userId, segment.startsAt, now),
      now,
    });
  }

  /**
   * An order of the present period is refunded by ending its subscription. Later, an upgrade is refunded before the plan that it builds on:
   * the larger plan would go on without it.
   */
  private async isBound(orderId: string, db: Db): Promise<boolean> {
    const order = await this.rows.orders.find(orderId, db);
    const subscription = order?.subscriptionId && (await this.subscriptions.find(order.subscriptionId, db));
    if (!order || !subscription) return false;
    if (isOfOpenPeriod(order, subscription)) return true;
    const { kind, subscriptionId, periodStart } = order;
    return kind !== 'upgrade' && this.rows.orders.isUpgraded({ subscriptionId, periodStart }, db);
  }

  private async quoteIn(orderId: string, db: Db): Promise<RefundQuote> {
    if (await this.isBound(orderId, db)) throw new AppError('NOT_REFUNDABLE');
    return this.quotePaid(orderId, db);
  }
}
