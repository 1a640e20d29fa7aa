import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import type { MembershipPage, Order, RefundQuote } from '@maru/contracts/http/user/membership';
import type {
  CardWindow,
  EndQuote,
  Subscription,
  UpgradeQuote,
} from '@maru/contracts/http/user/subscription';
import type { PaidPlan } from '@maru/contracts/membership';
import { openText } from '../platform/ring-sealing.js';
import { createTossBuyer } from './toss-buyer.js';
import type { Harness } from './user-harness.js';

export interface Failure {
  error: { code: string };
}

export interface Registered {
  state: 'pending' | 'registered' | 'refused';
  order: Order | null;
}

export interface OfSubscription {
  subscription: Subscription | null;
}

/** Members who buy, and Toss as it treats them. */
export const createShop = (harness: Harness) => {
  const toss = createTossBuyer(harness.env);
  /** A member with everything that they can ask the service for. */
  const aBuyer = async () => {
    const { session, email } = await harness.signUp();
    const token = session.accessToken;
    const { userId } = session.me;
    const ask = <T>(method: string, path: string, body?: unknown) =>
      harness.call<T>(method, `/user/v1/me/${path}`, { token, body });
    return {
      userId,
      email,
      open: (plan: PaidPlan = 'basic', amount = plan === 'basic' ? 2_500 : 5_000) =>
        ask<{ order: Order }>('POST', 'orders', { kind: 'month', plan, amount, isAgreed: true }),
      confirm: (orderId: string, returned: unknown) =>
        ask<Order & Failure>('POST', `orders/${orderId}/confirm`, returned),
      abandon: (orderId: string) => ask<Order & Failure>('POST', `orders/${orderId}/abandon`),
      order: (orderId: string) => ask<Order & Failure>('GET', `orders/${orderId}`),
      orders: () => ask<{ orders: Order[] }>('GET', 'orders'),
      membership: () => ask<MembershipPage>('GET', 'membership'),
      quote: (orderId: string) => ask<RefundQuote & Failure>('GET', `orders/${orderId}/refund`),
      refund: (orderId: string, amount: number) =>
        ask<Order & Failure>('POST', `orders/${orderId}/refund`, { amount }),
      subscription: () => ask<OfSubscription>('GET', 'subscription'),
      openSubscription: (plan: PaidPlan = 'basic', amount = plan === 'basic' ? 2_500 : 5_000) =>
        ask<CardWindow & Failure>('POST', 'subscription', { plan, amount, isAgreed: true }),
      openCardChange: () => ask<CardWindow & Failure>('POST', 'subscription/card'),
      registerCard: (registrationId: string, authKey: string) =>
        ask<Registered & Failure>('POST', `card-registrations/${registrationId}`, { authKey }),
      cancel: () => ask<OfSubscription & Failure>('POST', 'subscription/cancel'),
      resume: () => ask<OfSubscription & Failure>('POST', 'subscription/resume'),
      quoteUpgrade: () => ask<UpgradeQuote & Failure>('GET', 'subscription/upgrade'),
      upgrade: (amount: number) =>
        ask<OfSubscription & { order: Order | null } & Failure>('POST', 'subscription/upgrade', { amount }),
      changeNextPlan: (plan: PaidPlan) =>
        ask<OfSubscription & Failure>('PUT', 'subscription/next-plan', { plan }),
      quoteEnd: () => ask<EndQuote & Failure>('GET', 'subscription/end'),
      endSubscription: (amount: number) =>
        ask<OfSubscription & Failure>('POST', 'subscription/end', { amount }),
      /** Subscribes with a card; `outcome` is what its company says to each charge. */
      async subscribe(plan: PaidPlan = 'basic', outcome = 'approve') {
        const { registrationId, customerKey } = (await this.openSubscription(plan)).body;
        const authKey = await toss.registerCard(customerKey, outcome);
        return { registrationId, authKey, ...(await this.registerCard(registrationId, authKey)).body };
      },
      /** Buys a month with a card. Returns the order and the key of its payment. */
      async buy(plan: PaidPlan = 'basic', outcome = 'approve') {
        const { order } = (await this.open(plan)).body;
        const returned = await toss.authenticate(order, outcome);
        const { body } = await this.confirm(order.orderId, returned);
        return { order: body, paymentKey: returned.paymentKey };
      },
    };
  };

  /** The key of a card as Toss knows it. */
  const billingKeyOf = async (cardId: string): Promise<string> => {
    const card = await harness.prisma.billingCard.findUniqueOrThrow({ where: { cardId } });
    return openText(harness.env.BILLING_KEYS, `card ${card.userId} ${cardId}`, card.billingKey ?? '');
  };

  const webhook = (body: unknown, transmissionId: string = randomUUID()) =>
    harness.call('POST', '/user/v1/webhooks/toss', {
      body,
      headers: { 'tosspayments-webhook-transmission-id': transmissionId, origin: '' },
    });

  /** The plans that other services heard of, in order. */
  const changesOf = (userId: string) =>
    harness.delivered.flatMap((event) =>
      event.type === 'membership.changed' && event.userId === userId ? [event.membership.plan] : [],
    );

  /** The ledger's rule that holds at every moment: a captured payment has one segment, or is given back in full. */
  const expectSoundLedger = async (userId: string) => {
    const orders = await harness.prisma.order.findMany({ where: { buyerId: userId } });
    for (const { orderId, state } of orders) {
      const payment = await harness.prisma.payment.findUnique({ where: { orderId } });
      const segments = await harness.prisma.segment.count({ where: { orderId } });
      if (payment?.state !== 'captured') expect([state, segments]).toEqual([state, 0]);
      else if (segments === 0) expect(['refunding', 'refunded']).toContain(state);
      else expect(['paid', 'refunded']).toContain(state);
    }
  };

  return { toss, aBuyer, billingKeyOf, webhook, changesOf, expectSoundLedger };
};
