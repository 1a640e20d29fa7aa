import type { EndQuote } from '@maru/contracts/http/user/subscription';
import { AppError } from '@maru/service-kit/app-error';
import type { Logger } from '@maru/service-kit/logger';
import { Inject, Injectable } from '@nestjs/common';
import { LOGGER } from '../../../platform/injection-tokens.js';
import { PrismaService, type Db, type Transaction } from '../../../platform/prisma.service.js';
import { RefundsRepository } from '../../../repositories/refunds.repository.js';
import { SubscriptionRows } from '../../../repositories/subscription-rows.js';
import type { SubscriptionRecord } from '../../../repositories/subscriptions.repository.js';
import { waitPatiently } from '../patience.js';
import { RefundRequests } from '../refund-requests.service.js';
import { RefundRunner } from '../refund-runner.service.js';
import { SubscriptionEnds } from './subscription-ends.service.js';

interface Part {
  orderId: string;
  amount: number;
}

const sumOf = (parts: readonly Part[]): number => parts.reduce((sum, { amount }) => sum + amount, 0);

/** Ends subscriptions before their paid period does, and gives back what is left of it. */
@Injectable()
export class EarlyEnds {
  constructor(
    @Inject(LOGGER) private readonly log: Logger,
    private readonly prisma: PrismaService,
    private readonly rows: SubscriptionRows,
    private readonly refunds: RefundsRepository,
    private readonly requests: RefundRequests,
    private readonly runner: RefundRunner,
    private readonly ends: SubscriptionEnds,
  ) {}

  /** @throws NOT_SUBSCRIBED */
  async quote(userId: string): Promise<EndQuote> {
    const subscription = await this.rows.subscriptions.findOpen(userId);
    if (!subscription || subscription.state === 'starting') throw new AppError('NOT_SUBSCRIBED');
    return { amount: sumOf(await this.partsOf(subscription, this.prisma)) };
  }

  /** @throws NOT_SUBSCRIBED, CONFLICT if the amount is another one by now, or PAYMENT_PENDING. */
  async end(userId: string, amount: number): Promise<{ subscription: null }> {
    const sent = await this.prisma.transact((transaction) => this.endIn(transaction, userId, amount));
    const work = Promise.all(sent.map(({ orderId, refundId }) => this.runner.send(orderId, refundId)));
    await waitPatiently(work, { log: this.log });
    return { subscription: null };
  }

  private async endIn(
    transaction: Transaction,
    userId: string,
    amount: number,
  ): Promise<{ orderId: string; refundId: string }[]> {
    const { db } = transaction;
    const locked = await this.rows.lockOpen(userId, db);
    if (!locked || locked.subscription.state === 'starting') throw new AppError('NOT_SUBSCRIBED');
    const { subscription } = locked;
    if (await this.rows.orders.isAttemptOpen(subscription.subscriptionId, db))
      throw new AppError('PAYMENT_PENDING');
    const parts = await this.partsOf(subscription, db);
    if (sumOf(parts) !== amount) throw new AppError('CONFLICT');
    await this.ends.end(transaction, subscription);
    const sent = [];
    for (const part of parts) {
      const refundId = await this.requests.insert(transaction, { ...part, reason: 'buyer' });
      sent.push({ orderId: part.orderId, refundId });
    }
    return sent;
  }

  /** The refunds of the present period's orders. One that is being refunded already has no part. */
  private async partsOf({ subscriptionId, paidFrom }: SubscriptionRecord, db: Db): Promise<Part[]> {
    const parts: Part[] = [];
    for (const orderId of await this.rows.orders.listPaid({ subscriptionId, periodStart: paidFrom }, db)) {
      if (await this.refunds.findOpen(orderId, db)) continue;
      const { amount } = await this.requests.quotePaid(orderId, db);
      if (amount > 0) parts.push({ orderId, amount });
    }
    return parts;
  }
}
