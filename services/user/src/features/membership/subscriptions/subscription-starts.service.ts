import { limits } from '@maru/contracts/limits';
import { priceOf } from '@maru/contracts/membership';
import { fromNow, type Clock } from '@maru/service-kit/clock';
import { newId } from '@maru/service-kit/ids';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK } from '../../../platform/injection-tokens.js';
import type { Transaction } from '../../../platform/prisma.service.js';
import type { RegistrationRecord } from '../../../repositories/card-registrations.repository.js';
import { SubscriptionRows } from '../../../repositories/subscription-rows.js';
import type { SubscriptionRecord } from '../../../repositories/subscriptions.repository.js';
import { dayAt } from '../rules/korean-days.js';
import { periodFrom } from '../rules/renewals.js';
import { SubscriptionCharges } from './subscription-charges.service.js';

/** The charge that a card was registered for; null if there is none. */
interface Use {
  orderId: string | null;
}

const startingAt = (
  now: Date,
  agreed: Pick<SubscriptionRecord, 'userId' | 'plan' | 'priceVersion' | 'cardId'>,
): SubscriptionRecord => ({
  ...agreed,
  subscriptionId: newId(),
  openUserId: agreed.userId,
  nextPlan: agreed.plan,
  isCardUsable: true,
  state: 'starting',
  // Of no meaning before the first charge is captured, which sets them.
  anchorDay: dayAt(now).day,
  paidFrom: now,
  paidUntil: now,
  graceUntil: null,
  noticedAt: null,
  createdAt: now,
  endedAt: null,
});

/** Puts registered cards to their use: for a new subscription, or in place of the present card. */
@Injectable()
export class SubscriptionStarts {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly rows: SubscriptionRows,
    private readonly charges: SubscriptionCharges,
  ) {}

  /** Returns undefined if the card has no use any more: its answer may have been lost for days. The caller holds the account's lock. */
  async use(
    transaction: Transaction,
    registration: RegistrationRecord,
    cardId: string,
  ): Promise<Use | undefined> {
    const { userId } = registration;
    const account = await this.rows.accounts.find(userId, transaction.db);
    if (!account || account.deletionAt) return undefined;
    const open = await this.rows.subscriptions.findOpen(userId, transaction.db);
    if (registration.purpose === 'change')
      return open && (await this.isLatest(transaction, registration, open))
        ? this.replaceCard(transaction, open, cardId)
        : undefined;
    const isInTime = registration.createdAt >= fromNow(this.clock, -limits.membership.orderLifeMs);
    return open || !isInTime ? undefined : this.start(transaction, registration, cardId);
  }

  /** False for a card that was asked for before the present one, or before the present subscription. */
  private async isLatest(
    { db }: Transaction,
    { createdAt }: RegistrationRecord,
    subscription: SubscriptionRecord,
  ): Promise<boolean> {
    const present = await this.rows.cards.find(subscription.cardId, db);
    const isOlder = (present?.createdAt ?? createdAt) > createdAt || subscription.createdAt > createdAt;
    return subscription.state !== 'starting' && !isOlder;
  }

  private async start(
    transaction: Transaction,
    { userId, plan, priceVersion }: RegistrationRecord,
    cardId: string,
  ): Promise<Use> {
    if (!plan || priceVersion === null) throw new Error('a registration has no agreed subscription');
    const subscription = startingAt(this.clock(), { userId, plan, priceVersion, cardId });
    await this.rows.subscriptions.insert(subscription, transaction.db);
    const amount = priceOf(priceVersion).monthly[plan];
    const first = { kind: 'subscription' as const, plan, amount, periodStart: null };
    return { orderId: await this.charges.insert(transaction, subscription, first) };
  }

  /** An overdue charge is made at once, unless one is open. */
  private async replaceCard(
    transaction: Transaction,
    { cardId: oldCardId, ...subscription }: SubscriptionRecord,
    cardId: string,
  ): Promise<Use> {
    const { subscriptionId, state, graceUntil, paidUntil, anchorDay } = subscription;
    const { db, enqueue } = transaction;
    await this.rows.subscriptions.update(subscriptionId, { cardId, isCardUsable: true }, db);
    await enqueue({ kind: 'delete-card', cardId: oldCardId });
    const now = this.clock();
    const isOwed = now < periodFrom(paidUntil, anchorDay).endsAt;
    const isOverdue = state === 'past_due' && graceUntil !== null && now < graceUntil && isOwed;
    if (!isOverdue || (await this.rows.orders.isAttemptOpen(subscriptionId, db))) return { orderId: null };
    return { orderId: await this.charges.insertRenewal(transaction, { ...subscription, cardId }) };
  }
}
