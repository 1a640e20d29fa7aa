import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PaidPlan } from '@maru/contracts/membership';
import { newId } from '@maru/service-kit/ids';
import fc from 'fast-check';
import type { TossAnswer, TossClient } from './clients/toss.client.js';
import { Confirmations } from './features/membership/confirmations.service.js';
import { MembershipsService } from './features/membership/memberships.service.js';
import { OrderChecks } from './features/membership/order-checks.service.js';
import { OrdersService } from './features/membership/orders.service.js';
import { RefundsService } from './features/membership/refunds.service.js';
import { TossWebhooks } from './features/membership/toss-webhooks.service.js';
import { passOn } from './testing/pass-on.js';
import { createTossBuyer } from './testing/toss-buyer.js';
import { startHarness, type Harness } from './testing/user-harness.js';

/** A request to Toss is lost on the way there or back, or the node dies before or after it. */
const faults = ['none', 'none', 'none', 'lost-there', 'lost-back', 'death-before', 'death-after'] as const;
type Fault = (typeof faults)[number];

/** The faults of the requests to come, by the payment that they are about. */
const planned = new Map<string, Fault>();

const faulty = (toss: TossClient): TossClient => {
  const around = async (paymentKey: string, send: () => Promise<TossAnswer>): Promise<TossAnswer> => {
    const fault = planned.get(paymentKey) ?? 'none';
    planned.delete(paymentKey);
    if (fault === 'death-before') throw new Error('the node died before the request');
    if (fault === 'lost-there') return { kind: 'unknown', code: 'TimeoutError' };
    const answer = await send();
    if (fault === 'death-after') throw new Error('the node died after the request');
    return fault === 'lost-back' ? { kind: 'unknown', code: 'TimeoutError' } : answer;
  };
  return {
    ...passOn(toss),
    confirm: (request) => {
      const { paymentKey } = request.body as { paymentKey: string };
      return around(paymentKey, () => toss.confirm(request));
    },
    cancel: (paymentKey, request) => around(paymentKey, () => toss.cancel(paymentKey, request)),
  };
};

const anEvent = fc.oneof(
  fc.record({ do: fc.constant('open' as const), plan: fc.constantFrom<PaidPlan>('basic', 'premium') }),
  fc.record({
    do: fc.constant('pay' as const),
    order: fc.nat(2),
    outcome: fc.constantFrom('approve', 'approve', 'limit', 'lost'),
    fault: fc.constantFrom(...faults),
    times: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({ do: fc.constant('abandon' as const), order: fc.nat(2) }),
  fc.record({ do: fc.constant('webhook' as const), order: fc.nat(2), times: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ do: fc.constant('check' as const), order: fc.nat(2), times: fc.integer({ min: 1, max: 2 }) }),
  fc.record({
    do: fc.constant('refund' as const),
    order: fc.nat(2),
    fault: fc.constantFrom(...faults),
    times: fc.integer({ min: 1, max: 2 }),
  }),
  fc.record({
    do: fc.constant('dashboard' as const),
    order: fc.nat(2),
    amount: fc.constantFrom(undefined, 700),
  }),
);
type Event = typeof anEvent extends fc.Arbitrary<infer E> ? E : never;

let harness: Harness;
let toss: ReturnType<typeof createTossBuyer>;
beforeAll(async () => {
  harness = await startHarness({ aroundToss: faulty });
  toss = createTossBuyer(harness.env);
});
afterAll(() => harness.stop());

/** Errors are answers, too: a refused event has to leave the ledger sound. */
const attempt = (work: Promise<unknown>): Promise<unknown> => work.catch(() => undefined);

const aBuyer = async (): Promise<string> => {
  const userId = randomUUID();
  const at = new Date();
  const consents = { termsAcceptedAt: at, privacyAcceptedAt: at, age14ConfirmedAt: at };
  const account = { userId, nickname: '지민', tag: `t${userId.slice(0, 18)}`, locale: 'ko' as const };
  await harness.prisma.account.create({ data: { ...account, ...consents, hasPassword: true } });
  return userId;
};

const atOnce = (times: number, work: () => Promise<unknown>): Promise<unknown> =>
  Promise.all(Array.from({ length: times }, () => attempt(work())));

interface Bought {
  orderId: string;
  amount: number;
  paymentKey?: string;
}

/** One buyer's story, event by event. */
class Story {
  private readonly orders: Bought[] = [];

  constructor(private readonly userId: string) {}

  async apply(event: Event): Promise<void> {
    if (event.do === 'open') return this.open(event.plan);
    const order = this.orders[event.order % Math.max(1, this.orders.length)];
    if (!order) return;
    const { orderId } = order;
    if (event.do === 'pay') await this.pay(order, event);
    if (event.do === 'abandon') await attempt(harness.app.get(OrdersService).abandon(this.userId, orderId));
    if (event.do === 'webhook')
      await atOnce(event.times, () =>
        harness.app.get(TossWebhooks).receive(newId(), { data: { orderId, status: 'DONE' } }),
      );
    if (event.do === 'check') await atOnce(event.times, () => this.check(orderId));
    if (event.do === 'refund') await this.refund(order, event);
    if (event.do === 'dashboard' && order.paymentKey)
      await attempt(toss.cancelInDashboard(order.paymentKey, event.amount));
  }

  /** Lets every job and webhook that is still to come do its work. */
  async settle(): Promise<void> {
    planned.clear();
    for (const { orderId } of this.orders)
      for (let round = 0; round < 2; round += 1) await attempt(this.check(orderId));
  }

  /** The invariants that hold after every event. */
  async expectSound(): Promise<void> {
    const { ids } = this;
    const where = { where: { orderId: { in: ids } } };
    const [orders, payments, segments, refunds] = await Promise.all([
      harness.prisma.order.findMany(where),
      harness.prisma.payment.findMany(where),
      harness.prisma.segment.findMany(where),
      harness.prisma.refund.findMany(where),
    ]);
    for (const { orderId, state } of orders) {
      const payment = payments.find((each) => each.orderId === orderId);
      const isCaptured = payment?.state === 'captured';
      expect([orderId, isCaptured]).toEqual([orderId, ['paid', 'refunding', 'refunded'].includes(state)]);
      const hasSegment = segments.some((each) => each.orderId === orderId);
      expect(hasSegment).toBe(isCaptured && state !== 'refunding' && hasSegment);
      if (state === 'paid') expect(hasSegment).toBe(true);
      const own = refunds.filter((each) => each.orderId === orderId);
      const done = own.filter((each) => each.state === 'done').reduce((sum, { amount }) => sum + amount, 0);
      expect(payment?.refunded ?? 0).toBe(done);
      expect(done).toBeLessThanOrEqual(payment?.amount ?? 0);
      expect(own.filter((each) => ['pending', 'unknown'].includes(each.state)).length).toBeLessThanOrEqual(1);
    }
  }

  /** The ledger and Toss agree to the won, and nothing is open. */
  async expectSettled(): Promise<void> {
    for (const orderId of this.ids) {
      const payment = await harness.prisma.payment.findUnique({ where: { orderId } });
      if (!payment?.paymentKey) continue;
      expect(['captured', 'failed']).toContain(payment.state);
      const answer = await harness.toss.find(payment.paymentKey);
      const held = answer.kind === 'payment' && answer.payment.approvedAt ? answer.payment.balanceAmount : 0;
      expect([orderId, payment.state === 'captured' ? payment.amount - payment.refunded : 0]).toEqual([
        orderId,
        held,
      ]);
      expect(
        await harness.prisma.refund.count({ where: { orderId, state: { in: ['pending', 'unknown'] } } }),
      ).toBe(0);
    }
    const { membership } = await harness.app.get(MembershipsService).page(this.userId);
    const paid = await harness.prisma.order.count({ where: { buyerId: this.userId, state: 'paid' } });
    if (membership.plan !== 'free') expect(paid).toBeGreaterThan(0);
  }

  private get ids(): string[] {
    return this.orders.map(({ orderId }) => orderId);
  }

  private async open(plan: PaidPlan): Promise<void> {
    const amount = plan === 'basic' ? 2_500 : 5_000;
    const wanted = { kind: 'month', plan, amount, isAgreed: true } as const;
    const opened = await harness.app
      .get(OrdersService)
      .open(this.userId, wanted)
      .catch(() => undefined);
    if (opened && !this.ids.includes(opened.order.orderId))
      this.orders.push({ orderId: opened.order.orderId, amount });
  }

  private async pay(order: Bought, { outcome, fault, times }: Extract<Event, { do: 'pay' }>): Promise<void> {
    const returned = await toss.authenticate(order, outcome);
    planned.set(returned.paymentKey, fault);
    order.paymentKey ??= returned.paymentKey;
    await atOnce(times, () => harness.app.get(Confirmations).confirm(this.userId, order.orderId, returned));
  }

  private async refund(order: Bought, { fault, times }: Extract<Event, { do: 'refund' }>): Promise<void> {
    if (order.paymentKey) planned.set(order.paymentKey, fault);
    const refunds = harness.app.get(RefundsService);
    const quote = await refunds.quote(this.userId, order.orderId).catch(() => undefined);
    if (quote) await atOnce(times, () => refunds.refund(this.userId, order.orderId, quote.amount));
  }

  private check(orderId: string): Promise<unknown> {
    // The schema's brand is of no use here.
    const job = { kind: 'check-order', orderId, isHint: false } as Parameters<
      OrderChecks['jobs']['check-order']
    >[0];
    return harness.app.get(OrderChecks).jobs['check-order'](job);
  }
}

describe('money', () => {
  it('is never lost, doubled or kept without a membership, in any order of events and faults', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anEvent, { minLength: 3, maxLength: 12 }), async (events) => {
        const story = new Story(await aBuyer());
        await story.apply({ do: 'open', plan: 'basic' });
        for (const event of events) {
          await story.apply(event);
          await story.expectSound();
        }
        await story.settle();
        await story.expectSound();
        await story.expectSettled();
      }),
      { numRuns: Number(process.env.MONEY_RUNS ?? 40), endOnFailure: true },
    );
  }, 300_000);
});
