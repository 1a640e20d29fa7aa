import type { EndQuote } from '@maru/contracts/http/user/subscription';
import { AppError } from '@maru/service-kit/app-error';
import type { Logger } from '@maru/service-kit/logger';
import { Inject, Injectable } from '@nestjs/common';
import { LOGGER } from '../../../platform/injection-tokens.js';
import { PrismaService, type Db, type Transaction } from '../../../platform/prisma.service.js';
import { SubscriptionRows } from '../../../repositories/subscription-rows.js';
import type { SubscriptionRecord } from '../../../repositories/subscriptions.repository.js';
import { waitPatiently } from '../patience.js';
import { MembershipsService } from '../memberships.service.js';
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
    private readonly requests: RefundRequests,
    private readonly runner: RefundRunner,
    private readonly ends: SubscriptionEnds,
    private readonly memberships: MembershipsService,
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
    return amount === 0 ? [] : this.giveBack(transaction, parts);
  }

  /** A part of which nothing is left ends with the others: a larger plan does not outlive the one that it builds on. */
  private async giveBack(transaction: Transaction, parts: readonly Part[]) {
    const sent = [];
    for (const { orderId, amount } of parts) {
      if (amount === 0) await this.memberships.end(orderId, transaction);
      else {
        const refundId = await this.requests.insert(transaction, { orderId, amount, reason: 'buyer' });
        sent.push({ orderId, refundId });
      }
    }
    return sent;
  }

  /** The refunds of the present period's orders. One that is being refunded already has no part. */
  private async partsOf({ subscriptionId, paidFrom }: SubscriptionRecord, db: Db): Promise<Part[]> {
    const parts: Part[] = [];
    for (const orderId of await this.rows.orders.listPaid({ subscriptionId, periodStart: paidFrom }, db)) {
      if (await this.requests.isAnyOpen(orderId, db)) continue;
      const { amount } = await this.requests.quotePaid(orderId, db);
      parts.push({ orderId, amount });
    }
    return parts;
  }
}
