import {
  subscription as subscriptionContract,
  type Subscription,
  type SubscriptionState,
} from '@maru/contracts/http/user/subscription';
import { Injectable } from '@nestjs/common';
import { SubscriptionRows } from '../../../repositories/subscription-rows.js';
import type { SubscriptionRecord } from '../../../repositories/subscriptions.repository.js';
import { nextAmountOf } from './subscription-charges.service.js';

/** One that is starting is shown by its order; an ended one is not shown. */
const shownStates: Partial<Record<SubscriptionRecord['state'], SubscriptionState>> = {
  active: 'active',
  past_due: 'past-due',
  cancelling: 'cancelling',
};

/** Subscriptions as their owner sees them. */
@Injectable()
export class SubscriptionViews {
  constructor(private readonly rows: SubscriptionRows) {}

  /** The person's subscription, unless it has not begun or has ended. */
  async find(userId: string): Promise<Subscription | null> {
    const subscription = await this.rows.subscriptions.findOpen(userId);
    const state = subscription && shownStates[subscription.state];
    if (!subscription || !state) return null;
    const { plan, nextPlan, isCardUsable, anchorDay, paidFrom, paidUntil, graceUntil } = subscription;
    const card = await this.rows.cards.find(subscription.cardId);
    return subscriptionContract.parse({
      state,
      plan,
      nextPlan,
      nextAmount: nextAmountOf(subscription),
      card: { issuerCode: card?.issuerCode ?? null, last4: card?.last4 ?? null },
      isCardUsable,
      anchorDay,
      paidFrom: paidFrom.toISOString(),
      paidUntil: paidUntil.toISOString(),
      graceUntil: graceUntil?.toISOString() ?? null,
    });
  }
}
