import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { TossClient } from './clients/toss.client.js';
import { OrderChecks } from './features/membership/order-checks.service.js';
import { CardRegistrations } from './features/membership/subscriptions/card-registrations.service.js';
import { EarlyEnds } from './features/membership/subscriptions/early-ends.service.js';
import { Renewals } from './features/membership/subscriptions/renewals.service.js';
import { SubscriptionsService } from './features/membership/subscriptions/subscriptions.service.js';
import { UpgradesService } from './features/membership/subscriptions/upgrades.service.js';
import type { CheckOrder } from './platform/jobs.js';
import { passOn } from './testing/pass-on.js';
import { createShop } from './testing/shop.js';
import { startHarness, type Harness } from './testing/user-harness.js';

/** A request to Toss is lost on the way there or back, or the node dies before or after it. */
const faults = ['lost-there', 'lost-back', 'death-before', 'death-after'] as const;

/** The faults of the requests to come, of jobs as well. */
const planned: (typeof faults)[number][] = [];

const hourMs = 3_600_000;

const unknown = { kind: 'unknown', code: 'TimeoutError' } as const;

const around = async <T>(send: () => Promise<T>): Promise<T | typeof unknown> => {
  const fault = planned.shift();
  if (fault === 'death-before') throw new Error('the node died before the request');
  if (fault === 'lost-there') return unknown;
  const answer = await send();
  if (fault === 'death-after') throw new Error('the node died after the request');
  return fault === 'lost-back' ? unknown : answer;
};

const faulty = (toss: TossClient): TossClient => ({
  ...passOn(toss),
  charge: (billingKey, request) => around(() => toss.charge(billingKey, request)),
  cancel: (paymentKey, request) => around(() => toss.cancel(paymentKey, request)),
  issueBillingKey: (request) => around(() => toss.issueBillingKey(request)),
});

/** Decisions of the member, and of the operator in Toss' dashboard. */
const plainEvents = ['cancel', 'resume', 'downgrade', 'upgrade', 'end', 'change-card', 'dashboard'] as const;
type Plain = (typeof plainEvents)[number];

const anEvent = fc.oneof(
  fc.record({
    do: fc.constant('subscribe' as const),
    outcome: fc.constantFrom('approve', 'approve', 'limit'),
  }),
  fc.record({
    do: fc.constant('renew' as const),
    lateHours: fc.constantFrom(0, 0, 30, 800),
    fault: fc.option(fc.constantFrom(...faults)),
    times: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({ do: fc.constant('pass' as const), hours: fc.constantFrom(9, 24, 170, 400, 800) }),
  fc.record({ do: fc.constant('card' as const), outcome: fc.constantFrom('approve', 'limit', 'stopped') }),
  fc.record({ do: fc.constant('fault' as const), fault: fc.constantFrom(...faults) }),
  fc.record({ do: fc.constant('step' as const), times: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ do: fc.constant('check' as const), times: fc.integer({ min: 1, max: 2 }) }),
  fc.record({ do: fc.constantFrom(...plainEvents) }),
  fc.record({ do: fc.constantFrom(...plainEvents) }),
);
type Event = typeof anEvent extends fc.Arbitrary<infer E> ? E : never;

let harness: Harness;
let shop: ReturnType<typeof createShop>;
beforeAll(async () => {
  harness = await startHarness({ aroundToss: faulty });
  shop = createShop(harness);
});
afterAll(() => harness.stop());

const aMember = async (): Promise<string> => {
  const userId = randomUUID();
  const at = new Date();
  const consents = { termsAcceptedAt: at, privacyAcceptedAt: at, age14ConfirmedAt: at };
  const account = { userId, nickname: '지민', tag: `t${userId.slice(0, 18)}`, locale: 'ko' as const };
  await harness.prisma.account.create({ data: { ...account, ...consents, hasPassword: true } });
  return userId;
};

/** Errors are answers, too: a refused event has to leave the ledger sound. */
const attempt = (work: Promise<unknown>): Promise<unknown> => work.catch(() => undefined);
const atOnce = (times: number, work: () => Promise<unknown>): Promise<unknown> =>
  Promise.all(Array.from({ length: times }, () => attempt(work())));

/** One member's story, event by event, beside the jobs that it causes. */
class Story {
  constructor(private readonly userId: string) {}

  private readonly plain: Record<Plain, () => Promise<unknown>> = {
    cancel: () => harness.app.get(SubscriptionsService).cancel(this.userId),
    resume: () => harness.app.get(SubscriptionsService).resume(this.userId),
    downgrade: () => harness.app.get(SubscriptionsService).changeNextPlan(this.userId, 'basic'),
    upgrade: () => this.upgrade(),
    end: () => this.end(),
    'change-card': () => this.registerCard('change', 'approve'),
    dashboard: () => this.cancelInDashboard(),
  };

  async apply(event: Event): Promise<void> {
    switch (event.do) {
      case 'subscribe':
        return void (await attempt(this.registerCard('subscribe', event.outcome)));
      case 'pass':
        return harness.clock.advance(event.hours * hourMs);
      case 'renew':
        return void (await attempt(this.renew(event)));
      case 'card':
        return void (await attempt(this.setCard(event.outcome)));
      case 'fault':
        return void planned.push(event.fault);
      case 'step':
        return void (await atOnce(event.times, () => this.step()));
      case 'check':
        return void (await atOnce(event.times, () => this.checkAll()));
      default:
        return void (await attempt(this.plain[event.do]()));
    }
  }

  /** The invariants that hold at every moment. */
  async expectSound(): Promise<void> {
    const { orders, payments, segments, subscriptions } = await this.read();
    for (const { orderId, state, subscriptionId, createdAt } of orders) {
      const isCaptured = payments.some((each) => each.orderId === orderId && each.state === 'captured');
      expect([orderId, isCaptured]).toEqual([orderId, ['paid', 'refunding', 'refunded'].includes(state)]);
      const hasSegment = segments.some((each) => each.orderId === orderId);
      if (state === 'paid') expect([orderId, hasSegment]).toEqual([orderId, true]);
      if (!isCaptured || state === 'refunding') expect([orderId, hasSegment]).toEqual([orderId, false]);
      const subscription = subscriptions.find((each) => each.subscriptionId === subscriptionId);
      if (subscription?.endedAt) expect(createdAt <= subscription.endedAt).toBe(true);
    }
    expect(subscriptions.filter(({ openUserId }) => openUserId).length).toBeLessThanOrEqual(1);
    for (const { state, openUserId } of subscriptions) expect(openUserId === null).toBe(state === 'ended');
    for (const { subscriptionId } of subscriptions) {
      const own = orders.filter((each) => each.subscriptionId === subscriptionId);
      expect(own.filter(({ state }) => state === 'confirming').length).toBeLessThanOrEqual(1);
      const periods = own
        .filter(({ kind, state }) => kind !== 'upgrade' && state === 'paid')
        .map(({ periodStart }) => periodStart?.getTime());
      expect(new Set(periods).size).toBe(periods.length);
    }
  }

  /** The ledger and Toss agree to the won. */
  async expectSettled(): Promise<void> {
    planned.length = 0;
    for (let round = 0; round < 3; round += 1) await attempt(this.checkAll());
    const { payments } = await this.read();
    for (const { orderId, state, amount, refunded } of payments) {
      const answer = await harness.toss.findByOrder(orderId);
      const held = answer.kind === 'payment' && answer.payment.approvedAt ? answer.payment.balanceAmount : 0;
      expect([orderId, state === 'captured' ? amount - refunded : 0]).toEqual([orderId, held]);
    }
    await attempt(this.end());
  }

  /** One snapshot: jobs go on meanwhile. */
  private read() {
    const { userId } = this;
    return harness.prisma.$transaction(
      async (db) => {
        const orders = await db.order.findMany({ where: { buyerId: userId } });
        const where = { orderId: { in: orders.map(({ orderId }) => orderId) } };
        return {
          orders,
          payments: await db.payment.findMany({ where }),
          segments: await db.segment.findMany({ where }),
          subscriptions: await db.subscription.findMany({ where: { userId } }),
        };
      },
      { isolationLevel: 'RepeatableRead' },
    );
  }

  private async registerCard(purpose: 'subscribe' | 'change', outcome: string): Promise<void> {
    const registrations = harness.app.get(CardRegistrations);
    const { registrationId, customerKey } =
      purpose === 'change'
        ? await registrations.openChange(this.userId)
        : await registrations.openSubscription(this.userId, { plan: 'basic', amount: 2_500 });
    const authKey = await shop.toss.registerCard(customerKey, outcome);
    await atOnce(2, () => registrations.register(this.userId, registrationId, authKey));
  }

  private async setCard(outcome: string): Promise<void> {
    await shop.toss.setCard(await shop.billingKeyOf((await this.findOpen()).cardId), outcome);
  }

  private findOpen() {
    return harness.prisma.subscription.findFirstOrThrow({ where: { openUserId: this.userId } });
  }

  /** Comes to the next charge by way of its notice. */
  private async renew({ lateHours, fault, times }: Extract<Event, { do: 'renew' }>): Promise<void> {
    const { paidUntil } = await this.findOpen();
    const comeTo = (ms: number) => harness.clock() < new Date(ms) && harness.clock.set(new Date(ms));
    comeTo(paidUntil.getTime() - 7 * 24 * hourMs);
    await attempt(this.step());
    comeTo(paidUntil.getTime() + lateHours * hourMs);
    if (fault) planned.push(fault);
    await atOnce(times, () => this.step());
    await atOnce(times, () => this.step());
  }

  private async step(): Promise<void> {
    const { subscriptionId } = await this.findOpen();
    await harness.app
      .get(Renewals)
      .jobs['renew-subscription']({ kind: 'renew-subscription', subscriptionId });
  }

  private async checkAll(): Promise<void> {
    const orders = await harness.prisma.order.findMany({ where: { buyerId: this.userId } });
    for (const { orderId } of orders) {
      // The schema's brand is of no use here.
      const job = { kind: 'check-order', orderId, isHint: false } as CheckOrder;
      await attempt(harness.app.get(OrderChecks).jobs['check-order'](job));
    }
  }

  private async upgrade(): Promise<void> {
    const upgrades = harness.app.get(UpgradesService);
    const { amount } = await upgrades.quote(this.userId);
    await atOnce(2, () => upgrades.upgrade(this.userId, amount));
  }

  private async end(): Promise<void> {
    const ends = harness.app.get(EarlyEnds);
    const { amount } = await ends.quote(this.userId);
    await atOnce(2, () => ends.end(this.userId, amount));
  }

  private async cancelInDashboard(): Promise<void> {
    const { payments } = await this.read();
    const paid = payments.filter(({ state }) => state === 'captured').at(-1);
    if (paid?.paymentKey) await shop.toss.cancelInDashboard(paid.paymentKey);
  }
}

describe('money of subscriptions', () => {
  it('is never lost, doubled or kept without a membership, in any order of events and faults', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anEvent, { minLength: 4, maxLength: 14 }), async (events) => {
        harness.clock.set(new Date());
        const story = new Story(await aMember());
        await story.apply({ do: 'subscribe', outcome: 'approve' });
        for (const event of events) {
          await story.apply(event);
          await story.expectSound();
        }
        await story.expectSettled();
        await story.expectSound();
      }),
      { numRuns: Number(process.env.MONEY_RUNS ?? 30), endOnFailure: true },
    );
  }, 300_000);
});
