import type { Clock } from '@maru/service-kit/clock';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK } from '../../../platform/injection-tokens.js';
import type { Transaction } from '../../../platform/prisma.service.js';
import type { OrderRecord } from '../../../repositories/orders.repository.js';
import { SubscriptionRows } from '../../../repositories/subscription-rows.js';
import type { SubscriptionRecord } from '../../../repositories/subscriptions.repository.js';
import { nextSubscriptionState } from '../machines/subscription-machine.js';
import { MembershipsService } from '../memberships.service.js';
import { isOfOpenPeriod } from '../rules/renewals.js';
import { smallerThan } from '../rules/upgrades.js';

/** Ends subscriptions: spans that were paid for stay, and the card is deleted. */
@Injectable()
export class SubscriptionEnds {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly rows: SubscriptionRows,
    private readonly memberships: MembershipsService,
  ) {}

  /** Repeats change nothing. The caller holds the account's lock. */
  async end(transaction: Transaction, subscription: SubscriptionRecord): Promise<void> {
    const { subscriptionId, userId, cardId } = subscription;
    const state = nextSubscriptionState(subscription.state, 'ended');
    if (!state) return;
    const change = { state, openUserId: null, endedAt: this.clock() };
    await this.rows.subscriptions.update(subscriptionId, change, transaction.db);
    await transaction.enqueue({ kind: 'delete-card', cardId });
    // Its first charge was declined: there was nothing that could end.
    if (subscription.state === 'starting') return;
    await this.memberships.announce(userId, transaction);
    await transaction.enqueue({ kind: 'mail-subscription', subscriptionId, notice: 'ended' });
  }

  /** All money of a delivered order was given back: without its period a subscription ends, and without its upgrade it has the smaller plan. */
  async endWithOrder(transaction: Transaction, order: OrderRecord): Promise<void> {
    if (!order.subscriptionId || order.state !== 'paid') return;
    const subscription = await this.rows.subscriptions.find(order.subscriptionId, transaction.db);
    if (!subscription || !isOfOpenPeriod(order, subscription)) return;
    const plan = order.kind === 'upgrade' ? smallerThan(order.plan) : undefined;
    if (!plan) return this.end(transaction, subscription);
    const { subscriptionId, userId } = subscription;
    await this.rows.subscriptions.update(subscriptionId, { plan, nextPlan: plan }, transaction.db);
    await this.memberships.announce(userId, transaction);
  }
}
