import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import type { MembershipPage, Order, RefundQuote } from '@maru/contracts/http/user/membership';
import type { PaidPlan } from '@maru/contracts/membership';
import { createTossBuyer } from './toss-buyer.js';
import type { Harness } from './user-harness.js';

interface Failure {
  error: { code: string };
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
      /** Buys a month with a card. Returns the order and the key of its payment. */
      async buy(plan: PaidPlan = 'basic', outcome = 'approve') {
        const { order } = (await this.open(plan)).body;
        const returned = await toss.authenticate(order, outcome);
        const { body } = await this.confirm(order.orderId, returned);
        return { order: body, paymentKey: returned.paymentKey };
      },
    };
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

  return { toss, aBuyer, webhook, changesOf, expectSoundLedger };
};
