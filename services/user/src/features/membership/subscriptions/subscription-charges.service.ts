import { randomUUID } from 'node:crypto';
import { priceOf, type PaidPlan } from '@maru/contracts/membership';
import { fromNow, type Clock } from '@maru/service-kit/clock';
import { newId } from '@maru/service-kit/ids';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK } from '../../../platform/injection-tokens.js';
import type { Transaction } from '../../../platform/prisma.service.js';
import type { OrderRecord } from '../../../repositories/orders.repository.js';
import { SubscriptionRows } from '../../../repositories/subscription-rows.js';
import type { SubscriptionRecord } from '../../../repositories/subscriptions.repository.js';
import { checkAfterMs } from '../patience.js';

type Charge = Pick<OrderRecord, 'kind' | 'plan' | 'amount' | 'periodStart'>;

/** Shown on receipts, which are Korean. */
const orderNameOf = (plan: PaidPlan): string => `마루 ${plan.toUpperCase()} 멤버십 정기결제`;

export const nextAmountOf = ({ priceVersion, nextPlan }: SubscriptionRecord): number =>
  priceOf(priceVersion).monthly[nextPlan];

/** Charges of the card of a subscription, before they are sent. The caller holds the account's lock, and has seen that none is open. */
@Injectable()
export class SubscriptionCharges {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly rows: SubscriptionRows,
  ) {}

  /** The charge of the coming period. Returns the order's id. */
  insertRenewal(transaction: Transaction, subscription: SubscriptionRecord): Promise<string> {
    const { nextPlan: plan, paidUntil: periodStart } = subscription;
    const amount = nextAmountOf(subscription);
    return this.insert(transaction, subscription, { kind: 'renewal', plan, amount, periodStart });
  }

  /** Returns the order's id. */
  async insert(transaction: Transaction, subscription: SubscriptionRecord, charge: Charge): Promise<string> {
    const { db, enqueue } = transaction;
    const { subscriptionId, userId: buyerId, priceVersion } = subscription;
    const { kind, periodStart } = charge;
    const last = await this.rows.orders.findLastAttempt({ subscriptionId, periodStart, kind }, db);
    const [orderId, now] = [newId(), this.clock()];
    const attempt = (last?.attempt ?? 0) + 1;
    await this.rows.orders.insert(
      {
        ...charge,
        orderId,
        buyerId,
        priceVersion,
        state: 'confirming',
        subscriptionId,
        attempt,
        openedAt: now,
        createdAt: now,
      },
      db,
    );
    await this.insertPayment(transaction, subscription, { ...charge, orderId });
    await enqueue({ kind: 'check-order', orderId }, { runAt: fromNow(this.clock, checkAfterMs) });
    return orderId;
  }

  private async insertPayment(
    { db }: Transaction,
    { cardId }: SubscriptionRecord,
    { orderId, plan, amount }: Charge & { orderId: string },
  ): Promise<void> {
    const card = await this.rows.cards.find(cardId, db);
    if (!card) throw new Error('a subscription has no card');
    const body = { customerKey: card.customerKey, amount, orderId, orderName: orderNameOf(plan) };
    const idempotencyKey = randomUUID();
    await this.rows.payments.insert(
      { orderId, cardId, idempotencyKey, amount, body, createdAt: this.clock() },
      db,
    );
  }
}
