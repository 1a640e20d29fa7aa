import type { subscriptionRoutes, UpgradeQuote } from '@maru/contracts/http/user/subscription';
import { priceOf, type PaidPlan } from '@maru/contracts/membership';
import type { RouteReply } from '@maru/contracts/route';
import { AppError } from '@maru/service-kit/app-error';
import type { Clock } from '@maru/service-kit/clock';
import type { Logger } from '@maru/service-kit/logger';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, LOGGER } from '../../../platform/injection-tokens.js';
import { PrismaService, type Transaction } from '../../../platform/prisma.service.js';
import { SubscriptionRows } from '../../../repositories/subscription-rows.js';
import type { SubscriptionRecord } from '../../../repositories/subscriptions.repository.js';
import { MembershipsService } from '../memberships.service.js';
import { OrdersService } from '../orders.service.js';
import { waitPatiently } from '../patience.js';
import { PaymentRunner } from '../payment-runner.service.js';
import { isLarger, largerThan, quoteUpgrade } from '../rules/upgrades.js';
import { SubscriptionCharges } from './subscription-charges.service.js';
import { SubscriptionViews } from './subscription-views.service.js';

type Upgraded = RouteReply<typeof subscriptionRoutes.upgrade>;

/** Changes of the plan of a subscription: a larger one at once, a smaller one from the next period on. */
@Injectable()
export class PlanChanges {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly log: Logger,
    private readonly prisma: PrismaService,
    private readonly rows: SubscriptionRows,
    private readonly memberships: MembershipsService,
    private readonly charges: SubscriptionCharges,
    private readonly payments: PaymentRunner,
    private readonly orders: OrdersService,
    private readonly views: SubscriptionViews,
  ) {}

  /** @throws NOT_SUBSCRIBED, or CONFLICT without a larger plan or a period that runs. */
  async quote(userId: string): Promise<UpgradeQuote> {
    const subscription = await this.rows.subscriptions.findOpen(userId);
    if (!subscription || subscription.state === 'starting') throw new AppError('NOT_SUBSCRIBED');
    return this.quoteOf(subscription);
  }

  /** @throws NOT_SUBSCRIBED, CONFLICT if the amount is another one by now, or PAYMENT_PENDING. */
  async upgrade(userId: string, amount: number): Promise<Upgraded> {
    const orderId = await this.prisma.transact((transaction) =>
      this.upgradeIn(transaction, { userId, amount }),
    );
    if (orderId) await waitPatiently(this.payments.send(orderId), { log: this.log, orderId });
    return {
      subscription: await this.views.find(userId),
      order: orderId ? await this.orders.find(userId, orderId) : null,
    };
  }

  /** @throws NOT_SUBSCRIBED, or CONFLICT for a larger plan than the present one. */
  async changeNext(userId: string, nextPlan: PaidPlan) {
    await this.prisma.transact(async (transaction) => {
      const { subscriptionId, plan } = await this.lock(transaction, userId);
      if (isLarger(nextPlan, plan)) throw new AppError('CONFLICT');
      await this.rows.subscriptions.update(subscriptionId, { nextPlan }, transaction.db);
    });
    return { subscription: await this.views.find(userId) };
  }

  /** Returns the order to charge; undefined for an upgrade that is free. */
  private async upgradeIn(
    transaction: Transaction,
    { userId, amount }: { userId: string; amount: number },
  ): Promise<string | undefined> {
    const subscription = await this.lock(transaction, userId);
    const { subscriptionId, paidFrom: periodStart } = subscription;
    if (await this.rows.orders.isAttemptOpen(subscriptionId, transaction.db))
      throw new AppError('PAYMENT_PENDING');
    const { plan, amount: owed } = this.quoteOf(subscription);
    if (owed !== amount) throw new AppError('CONFLICT');
    if (amount > 0)
      return this.charges.insert(transaction, subscription, { kind: 'upgrade', plan, amount, periodStart });
    await this.rows.subscriptions.update(subscriptionId, { plan, nextPlan: plan }, transaction.db);
    await this.memberships.announce(userId, transaction);
    return undefined;
  }

  private async lock({ db }: Transaction, userId: string): Promise<SubscriptionRecord> {
    const locked = await this.rows.lockOpen(userId, db);
    if (!locked || locked.subscription.state === 'starting') throw new AppError('NOT_SUBSCRIBED');
    return locked.subscription;
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
