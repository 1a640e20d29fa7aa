import type { Clock } from '@maru/service-kit/clock';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK } from '../../../platform/injection-tokens.js';
import type { Transaction } from '../../../platform/prisma.service.js';
import { SubscriptionRows } from '../../../repositories/subscription-rows.js';
import type { SubscriptionRecord } from '../../../repositories/subscriptions.repository.js';
import { nextSubscriptionState } from '../machines/subscription-machine.js';
import { MembershipsService } from '../memberships.service.js';
import { isOfOpenPeriod } from '../rules/renewals.js';

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

  /** Ends the subscription of which this order has paid the current period, as all of its money was given back. */
  async endWithOrder(transaction: Transaction, orderId: string): Promise<void> {
    const { db } = transaction;
    const order = await this.rows.orders.find(orderId, db);
    if (!order?.subscriptionId || order.kind === 'upgrade') return;
    const subscription = await this.rows.subscriptions.find(order.subscriptionId, db);
    if (subscription && isOfOpenPeriod(order, subscription)) await this.end(transaction, subscription);
  }
}
