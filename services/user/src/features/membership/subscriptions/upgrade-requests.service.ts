import type { UpgradeQuote } from '@maru/contracts/http/user/subscription';
import { priceOf } from '@maru/contracts/membership';
import { AppError } from '@maru/service-kit/app-error';
import type { Clock } from '@maru/service-kit/clock';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK } from '../../../platform/injection-tokens.js';
import { PrismaService, type Transaction } from '../../../platform/prisma.service.js';
import { SubscriptionRows } from '../../../repositories/subscription-rows.js';
import type { SubscriptionRecord } from '../../../repositories/subscriptions.repository.js';
import { MembershipsService } from '../memberships.service.js';
import { largerThan, quoteUpgrade } from '../rules/upgrades.js';
import { SubscriptionCharges } from './subscription-charges.service.js';

/** Decides upgrades: their price under lock, at the moment of the request. Toss is asked afterwards. */
@Injectable()
export class UpgradeRequests {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly prisma: PrismaService,
    private readonly rows: SubscriptionRows,
    private readonly memberships: MembershipsService,
    private readonly charges: SubscriptionCharges,
  ) {}

  /** @throws NOT_SUBSCRIBED, or CONFLICT without a larger plan or a period that runs. */
  async quote(userId: string): Promise<UpgradeQuote> {
    const subscription = await this.rows.subscriptions.findOpen(userId);
    if (!subscription || subscription.state === 'starting') throw new AppError('NOT_SUBSCRIBED');
    return this.quoteOf(subscription);
  }

  /**
   * Returns the order to charge; undefined for an upgrade that is free, and made.
   * @throws NOT_SUBSCRIBED, CONFLICT if the amount is another one by now, or PAYMENT_PENDING.
   */
  request(userId: string, amount: number): Promise<string | undefined> {
    return this.prisma.transact(async (transaction) => {
      const locked = await this.rows.lockOpen(userId, transaction.db);
      if (!locked || locked.subscription.state === 'starting') throw new AppError('NOT_SUBSCRIBED');
      return this.requestLocked(transaction, locked.subscription, amount);
    });
  }

  private async requestLocked(
    transaction: Transaction,
    subscription: SubscriptionRecord,
    amount: number,
  ): Promise<string | undefined> {
    const { subscriptionId, userId, paidFrom: periodStart } = subscription;
    const { db } = transaction;
    if (await this.rows.orders.isAttemptOpen(subscriptionId, db)) throw new AppError('PAYMENT_PENDING');
    const { plan, amount: owed } = this.quoteOf(subscription);
    if (owed !== amount) throw new AppError('CONFLICT');
    if (amount > 0)
      return this.charges.insert(transaction, subscription, { kind: 'upgrade', plan, amount, periodStart });
    await this.rows.subscriptions.update(subscriptionId, { plan, nextPlan: plan }, db);
    await this.memberships.announce(userId, transaction);
    return undefined;
  }

  private quoteOf({
    state,
    plan: from,
    priceVersion,
    paidFrom,
    paidUntil,
  }: SubscriptionRecord): UpgradeQuote {
    const now = this.clock();
    const to = largerThan(from);
    if (!to || state !== 'active' || now < paidFrom || now >= paidUntil) throw new AppError('CONFLICT');
    const period = { startsAt: paidFrom, endsAt: paidUntil };
    return { plan: to, ...quoteUpgrade({ from, to, monthly: priceOf(priceVersion).monthly, period, now }) };
  }
}
