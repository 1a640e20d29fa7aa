import type { Clock } from '@maru/service-kit/clock';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK } from '../../../platform/injection-tokens.js';
import type { Transaction } from '../../../platform/prisma.service.js';
import type { OrderRecord } from '../../../repositories/orders.repository.js';
import { SegmentsRepository } from '../../../repositories/segments.repository.js';
import { SubscriptionRows } from '../../../repositories/subscription-rows.js';
import type { SubscriptionRecord } from '../../../repositories/subscriptions.repository.js';
import { isCardDead, nextSubscriptionState } from '../machines/subscription-machine.js';
import { MembershipsService } from '../memberships.service.js';
import { graceEndOf, isOfOpenPeriod, periodFrom } from '../rules/renewals.js';
import { monthFrom, type Span } from '../rules/spans.js';
import { isLarger } from '../rules/upgrades.js';
import { SubscriptionEnds } from './subscription-ends.service.js';

/** The price of an upgrade is that of its day; a request that is sent again much later would take too much. */
const upgradeLifeMs = 86_400_000;

const isSame = (a: Date | null, b: Date): boolean => a?.getTime() === b.getTime();

/** The effects of charges on their subscriptions. The caller holds the order's lock. */
@Injectable()
export class SubscribedOrders {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly rows: SubscriptionRows,
    private readonly segments: SegmentsRepository,
    private readonly memberships: MembershipsService,
    private readonly ends: SubscriptionEnds,
  ) {}

  /** Returns the span that a captured charge pays for; undefined if the subscription has ended, or the period is paid already. */
  async deliver(transaction: Transaction, order: OrderRecord, paidAt: Date): Promise<Span | undefined> {
    const subscription = await this.find(transaction, order);
    if (!subscription) return undefined;
    if (order.kind === 'subscription') return this.begin(transaction, subscription, order, paidAt);
    if (order.kind === 'upgrade') return this.upgrade(transaction, subscription, order, paidAt);
    return this.renew(transaction, subscription, order);
  }

  /** A declined charge puts its period in grace, or means that the subscription never begins. */
  async refuse(transaction: Transaction, order: OrderRecord, code: string): Promise<void> {
    const subscription = await this.find(transaction, order);
    if (!subscription) return;
    if (order.kind === 'subscription') return this.ends.end(transaction, subscription);
    if (order.kind !== 'renewal' || !isSame(order.periodStart, subscription.paidUntil)) return;
    const payment = await this.rows.payments.find(order.orderId, transaction.db);
    // The card may have been replaced meanwhile: the new one has not declined anything.
    const isOfCard = payment?.cardId === subscription.cardId;
    await this.fail(transaction, subscription, { isCardDead: isOfCard && isCardDead(code) });
  }

  /** Ends a subscription whose charge went wrong in a way that another charge would not mend. */
  async abandon(transaction: Transaction, order: OrderRecord): Promise<void> {
    const subscription = await this.find(transaction, order);
    if (subscription) await this.ends.end(transaction, subscription);
  }

  async isSubscribed({ db }: Transaction, userId: string): Promise<boolean> {
    return (await this.rows.subscriptions.findOpen(userId, db)) !== undefined;
  }

  private async find({ db }: Transaction, order: OrderRecord): Promise<SubscriptionRecord | undefined> {
    const { subscriptionId } = order;
    const found = subscriptionId ? await this.rows.subscriptions.find(subscriptionId, db) : undefined;
    return found?.state === 'ended' ? undefined : found;
  }

  /** The first period begins when the paid time of this plan, and of larger ones, is over. */
  private async begin(
    transaction: Transaction,
    { subscriptionId, userId, state }: SubscriptionRecord,
    { orderId, plan }: OrderRecord,
    paidAt: Date,
  ): Promise<Span | undefined> {
    if (state !== 'starting') return undefined;
    const { db, enqueue } = transaction;
    const span = monthFrom(await this.segments.listOpen(userId, paidAt, db), plan, paidAt);
    const { anchorDay, startsAt: paidFrom, endsAt: paidUntil } = span;
    await this.rows.orders.update(orderId, { periodStart: paidFrom }, db);
    const change = { state: nextSubscriptionState(state, 'charged'), anchorDay, paidFrom, paidUntil };
    await this.rows.subscriptions.update(subscriptionId, change, db);
    await enqueue({ kind: 'renew-subscription', subscriptionId });
    return span;
  }

  private async renew(
    { db }: Transaction,
    { subscriptionId, state, anchorDay, paidUntil }: SubscriptionRecord,
    { plan, periodStart }: OrderRecord,
  ): Promise<Span | undefined> {
    if (!isSame(periodStart, paidUntil)) return undefined;
    const period = periodFrom(paidUntil, anchorDay);
    await this.rows.subscriptions.update(
      subscriptionId,
      {
        state: nextSubscriptionState(state, 'charged'),
        plan,
        paidFrom: period.startsAt,
        paidUntil: period.endsAt,
        graceUntil: null,
        noticedAt: null,
      },
      db,
    );
    return { ...period, plan, anchorDay };
  }

  /** The larger plan holds from the payment on. A payment that came too late, or is the second one, is given back. */
  private async upgrade(
    { db }: Transaction,
    subscription: SubscriptionRecord,
    order: OrderRecord,
    paidAt: Date,
  ): Promise<Span | undefined> {
    const { subscriptionId, anchorDay, paidUntil } = subscription;
    const { plan } = order;
    const isLate = paidAt >= paidUntil || paidAt.getTime() - order.createdAt.getTime() > upgradeLifeMs;
    if (!isOfOpenPeriod(order, subscription) || isLate || !isLarger(plan, subscription.plan))
      return undefined;
    await this.rows.subscriptions.update(subscriptionId, { plan, nextPlan: plan }, db);
    return { plan, anchorDay, startsAt: paidAt, endsAt: paidUntil };
  }

  private async fail(
    transaction: Transaction,
    subscription: SubscriptionRecord,
    { isCardDead: isDead }: { isCardDead: boolean },
  ): Promise<void> {
    const { subscriptionId, userId } = subscription;
    const state = nextSubscriptionState(subscription.state, 'failed');
    if (!state) return;
    const graceUntil = subscription.graceUntil ?? graceEndOf(this.clock());
    const isCardUsable = subscription.isCardUsable && !isDead;
    await this.rows.subscriptions.update(subscriptionId, { state, graceUntil, isCardUsable }, transaction.db);
    await this.memberships.announce(userId, transaction);
    const isNews = !subscription.graceUntil || isCardUsable !== subscription.isCardUsable;
    if (isNews)
      await transaction.enqueue({ kind: 'mail-subscription', subscriptionId, notice: 'charge-failed' });
  }
}
