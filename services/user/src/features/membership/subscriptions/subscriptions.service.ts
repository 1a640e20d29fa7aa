import type { Subscription } from '@maru/contracts/http/user/subscription';
import type { PaidPlan } from '@maru/contracts/membership';
import { AppError } from '@maru/service-kit/app-error';
import type { Clock } from '@maru/service-kit/clock';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK } from '../../../platform/injection-tokens.js';
import { PrismaService, type Transaction } from '../../../platform/prisma.service.js';
import { SubscriptionRows, type LockedSubscription } from '../../../repositories/subscription-rows.js';
import type { SubscriptionRecord } from '../../../repositories/subscriptions.repository.js';
import { nextSubscriptionState } from '../machines/subscription-machine.js';
import { MembershipsService } from '../memberships.service.js';
import { noticeDueFor } from '../rules/renewals.js';
import { isLarger } from '../rules/upgrades.js';
import { SubscriptionEnds } from './subscription-ends.service.js';
import { SubscriptionNotices } from './subscription-notices.service.js';
import { SubscriptionViews } from './subscription-views.service.js';

/** Members' decisions about their running subscription. */
@Injectable()
export class SubscriptionsService {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly prisma: PrismaService,
    private readonly rows: SubscriptionRows,
    private readonly memberships: MembershipsService,
    private readonly ends: SubscriptionEnds,
    private readonly notices: SubscriptionNotices,
    private readonly views: SubscriptionViews,
  ) {}

  async find(userId: string): Promise<{ subscription: Subscription | null }> {
    return { subscription: await this.views.find(userId) };
  }

  /** Repeats change nothing. One whose paid time is over, and whose charge was late, ends at once. @throws NOT_SUBSCRIBED */
  async cancel(userId: string): Promise<{ subscription: Subscription | null }> {
    await this.change(userId, async (transaction, { subscription }) => {
      const { subscriptionId } = subscription;
      const state = nextSubscriptionState(subscription.state, 'cancelled');
      if (!state) return;
      if (await this.isOver(transaction, subscription)) return this.ends.end(transaction, subscription);
      await this.rows.subscriptions.update(subscriptionId, { state }, transaction.db);
      await this.memberships.announce(userId, transaction);
      await transaction.enqueue({ kind: 'mail-subscription', subscriptionId, notice: 'cancelled' });
    });
    return this.find(userId);
  }

  /** Repeats change nothing. @throws NOT_SUBSCRIBED once the paid time is over, or ACCOUNT_DEPARTING. */
  async resume(userId: string): Promise<{ subscription: Subscription | null }> {
    await this.change(userId, async (transaction, { subscription, account }) => {
      if (account.deletionAt) throw new AppError('ACCOUNT_DEPARTING');
      const { subscriptionId, graceUntil, paidUntil, noticedAt } = subscription;
      const now = this.clock();
      if (now >= (graceUntil ?? paidUntil)) throw new AppError('NOT_SUBSCRIBED');
      const state = nextSubscriptionState(subscription.state, graceUntil ? 'resumed-overdue' : 'resumed');
      if (!state) return;
      await this.rows.subscriptions.update(subscriptionId, { state }, transaction.db);
      const noticeDue = noticeDueFor(paidUntil);
      if (!noticedAt && now >= noticeDue)
        await this.notices.announceCharge(transaction, subscription, noticeDue);
      await this.memberships.announce(userId, transaction);
    });
    return this.find(userId);
  }

  /** A smaller plan from the next period on, or the present one again. @throws NOT_SUBSCRIBED, or CONFLICT for a larger one. */
  async changeNextPlan(userId: string, nextPlan: PaidPlan): Promise<{ subscription: Subscription | null }> {
    await this.change(userId, async ({ db }, { subscription: { subscriptionId, plan, paidUntil } }) => {
      // The coming period is being charged, or is overdue.
      if (isLarger(nextPlan, plan) || this.clock() >= paidUntil) throw new AppError('CONFLICT');
      await this.rows.subscriptions.update(subscriptionId, { nextPlan }, db);
    });
    return this.find(userId);
  }

  /** A charge without a result may still pay for more. */
  private async isOver({ db }: Transaction, subscription: SubscriptionRecord): Promise<boolean> {
    const { subscriptionId, graceUntil, paidUntil } = subscription;
    const isPast = this.clock() >= (graceUntil ?? paidUntil);
    return isPast && !(await this.rows.orders.isAttemptOpen(subscriptionId, db));
  }

  /** Changes a subscription whose first charge was captured. */
  private change(
    userId: string,
    work: (transaction: Transaction, locked: LockedSubscription) => Promise<void>,
  ): Promise<void> {
    return this.prisma.transact(async (transaction) => {
      const locked = await this.rows.lockOpen(userId, transaction.db);
      if (!locked || locked.subscription.state === 'starting') throw new AppError('NOT_SUBSCRIBED');
      await work(transaction, locked);
    });
  }
}
