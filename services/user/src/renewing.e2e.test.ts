import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { PaidPlan } from '@maru/contracts/membership';
import { until } from '@maru/service-kit/testing/until';
import { CardRegistrations } from './features/membership/subscriptions/card-registrations.service.js';
import { EarlyEnds } from './features/membership/subscriptions/early-ends.service.js';
import { PlanChanges } from './features/membership/subscriptions/plan-changes.service.js';
import { Renewals } from './features/membership/subscriptions/renewals.service.js';
import { SubscriptionsService } from './features/membership/subscriptions/subscriptions.service.js';
import { MembershipsService } from './features/membership/memberships.service.js';
import { dayAt, daysBetween } from './features/membership/rules/korean-days.js';
import { unusedPart } from './features/membership/rules/money.js';
import { periodFrom } from './features/membership/rules/renewals.js';
import { createShop } from './testing/shop.js';
import { startHarness, type Harness } from './testing/user-harness.js';

let harness: Harness;
let shop: ReturnType<typeof createShop>;
beforeAll(async () => {
  harness = await startHarness();
  shop = createShop(harness);
});
afterAll(() => harness.stop());
beforeEach(() => harness.clock.set(new Date()));

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** A subscriber and their time, which the test moves. Sessions end meanwhile, so the test asks the services themselves. */
const aSubscriber = async (plan: PaidPlan = 'basic') => {
  const buyer = await shop.aBuyer();
  const { userId } = buyer;
  await buyer.subscribe(plan);
  const row = () => harness.prisma.subscription.findFirstOrThrow({ where: { userId } });
  const { subscriptionId, paidUntil } = await row();
  const period = periodFrom(paidUntil, (await row()).anchorDay);
  const member = {
    ...buyer,
    subscriptionId,
    row,
    /** The period that is charged first. */
    period,
    /** Moves to a time after the end of the period that was paid at the start. */
    goTo: (afterMs: number) => harness.clock.set(new Date(period.startsAt.getTime() + afterMs)),
    renewals: () =>
      harness.prisma.order.findMany({
        where: { subscriptionId, kind: 'renewal' },
        orderBy: { attempt: 'asc' },
      }),
    setCard: async (outcome: string) =>
      shop.toss.setCard(await shop.billingKeyOf((await row()).cardId), outcome),
    plan: async () => (await harness.app.get(MembershipsService).page(userId)).membership.plan,
    isMailed: async (words: string) =>
      (await harness.mailsTo(buyer.email)).some(({ subject }) => subject.includes(words)),
    /** Lets the notice of the next charge be sent in time. */
    async beNoticed() {
      member.goTo(-7 * dayMs);
      await until(async () => (await row()).noticedAt !== null, 'the notice is sent');
    },
    /** Comes to the first charge after the start, whose card answers so. */
    async comeToCharge(outcome = 'approve') {
      await member.beNoticed();
      await member.setCard(outcome);
      member.goTo(0);
      await until(async () => (await member.renewals()).length === 1, 'a charge is written');
    },
    becomes: (state: string) => until(async () => (await row()).state === state, `it is ${state}`),
    /** Registers another card; returns the charge that it was for. */
    async changeCard(outcome = 'approve') {
      const registrations = harness.app.get(CardRegistrations);
      const { registrationId, customerKey } = await registrations.openChange(userId);
      const authKey = await shop.toss.registerCard(customerKey, outcome);
      return registrations.register(userId, registrationId, authKey);
    },
  };
  return member;
};

describe('a renewal', () => {
  it('is announced seven days ahead, charged once, and touches the period before', async () => {
    const member = await aSubscriber();
    member.goTo(-7 * dayMs - 1_000);
    expect((await member.row()).noticedAt).toBeNull();
    await member.beNoticed();
    await until(() => member.isMailed('2,500원을 결제해요'));
    expect(await member.renewals()).toEqual([]);
    member.goTo(0);
    await until(async () => (await member.row()).paidUntil.getTime() === member.period.endsAt.getTime());
    const [order] = await member.renewals();
    expect(order).toMatchObject({
      state: 'paid',
      amount: 2_500,
      attempt: 1,
      periodStart: member.period.startsAt,
    });
    const where = { orderId: order?.orderId ?? '' };
    expect(await harness.prisma.segment.findUnique({ where })).toMatchObject(member.period);
    expect(await member.row()).toMatchObject({ state: 'active', noticedAt: null, graceUntil: null });
    await until(() => member.isMailed('멤버십을 결제했어요'));
    await shop.expectSoundLedger(member.userId);
  });

  it('on several nodes at once charges once', async () => {
    const member = await aSubscriber();
    await member.beNoticed();
    member.goTo(0);
    const { subscriptionId } = member;
    const step = harness.app.get(Renewals).jobs['renew-subscription'];
    await Promise.all([1, 2, 3].map(() => step({ kind: 'renew-subscription', subscriptionId })));
    await until(async () => (await member.row()).paidUntil.getTime() === member.period.endsAt.getTime());
    expect(await member.renewals()).toHaveLength(1);
  });

  it('without a notice in time is charged seven days after its notice', async () => {
    const member = await aSubscriber();
    member.goTo(hourMs);
    await until(async () => (await member.row()).noticedAt !== null);
    member.goTo(7 * dayMs - 1_000);
    expect(await member.renewals()).toEqual([]);
    expect(await member.plan()).toBe('basic');
    member.goTo(7 * dayMs);
    await until(async () => (await member.row()).paidUntil.getTime() === member.period.endsAt.getTime());
  });

  it('of a period that has ended unpaid is waived, and the present one is charged in full', async () => {
    const member = await aSubscriber();
    await member.beNoticed();
    const next = periodFrom(member.period.endsAt, (await member.row()).anchorDay);
    harness.clock.set(new Date(next.startsAt.getTime() + 5 * dayMs));
    await until(async () => (await member.row()).paidUntil.getTime() === next.endsAt.getTime());
    expect(await member.renewals()).toMatchObject([{ amount: 2_500, periodStart: next.startsAt }]);
  });

  it.each(['silent', 'silent-charged', 'unsure-charged'])(
    'whose answer is lost (%s) is never made twice, and found by its check',
    async (outcome) => {
      const member = await aSubscriber();
      await member.comeToCharge(outcome);
      const orderId = (await member.renewals())[0]?.orderId ?? '';
      const where = { orderId };
      await until(async () => (await harness.prisma.payment.findUnique({ where }))?.state === 'unknown');
      await harness.prisma.transact(({ enqueue }) => enqueue({ kind: 'check-order', orderId }));
      await until(async () => (await member.row()).paidUntil.getTime() === member.period.endsAt.getTime());
      expect(await member.renewals()).toHaveLength(1);
      await shop.expectSoundLedger(member.userId);
    },
  );
});

describe('a declined renewal', () => {
  it('is tried again once a day, and pays the whole period when it succeeds', async () => {
    const member = await aSubscriber();
    await member.comeToCharge('limit');
    await member.becomes('past_due');
    expect((await member.row()).graceUntil).toEqual(new Date(member.period.startsAt.getTime() + 7 * dayMs));
    await until(() => member.isMailed('결제하지 못했어요'));
    member.goTo(dayMs + 9 * hourMs);
    await until(async () => (await member.renewals()).length === 2);
    expect(await member.plan()).toBe('basic');
    await member.setCard('approve');
    member.goTo(2 * dayMs + 9 * hourMs);
    await member.becomes('active');
    expect(await member.row()).toMatchObject({
      paidFrom: member.period.startsAt,
      paidUntil: member.period.endsAt,
      graceUntil: null,
      noticedAt: null,
    });
    expect((await member.renewals()).map(({ state }) => state)).toEqual(['failed', 'failed', 'paid']);
  });

  it('ends the subscription with its grace, deletes the card, and is mailed', async () => {
    const member = await aSubscriber();
    await member.comeToCharge('limit');
    await member.becomes('past_due');
    member.goTo(7 * dayMs);
    await member.becomes('ended');
    expect(await member.plan()).toBe('free');
    await until(() => member.isMailed('구독이 끝났어요'));
    const { cardId } = await member.row();
    const where = { cardId, billingKey: null };
    await until(async () => (await harness.prisma.billingCard.count({ where })) === 1);
    await until(() => shop.changesOf(member.userId).at(-1) === 'free');
  });

  it('by a stopped card is tried again only with another card, and then at once', async () => {
    const member = await aSubscriber();
    await member.comeToCharge('stopped');
    await member.becomes('past_due');
    expect((await member.row()).isCardUsable).toBe(false);
    member.goTo(dayMs + 10 * hourMs);
    const { subscriptionId } = member;
    const step = harness.app.get(Renewals).jobs['renew-subscription'];
    await step({ kind: 'renew-subscription', subscriptionId });
    expect(await member.renewals()).toHaveLength(1);
    const { state, order } = await member.changeCard();
    expect([state, order?.state]).toEqual(['registered', 'paid']);
    expect(await member.row()).toMatchObject({ state: 'active', isCardUsable: true });
  });
});

describe('a cancellation', () => {
  it('leaves the perks until the end of the paid period, and nothing is charged', async () => {
    const member = await aSubscriber();
    const { subscription } = (await member.cancel()).body;
    expect(subscription?.state).toBe('cancelling');
    const { membership } = (await member.membership()).body;
    expect(membership).toEqual({ plan: 'basic', until: member.period.startsAt.toISOString() });
    await until(() => member.isMailed('해지했어요'));
    member.goTo(0);
    await member.becomes('ended');
    expect(await member.plan()).toBe('free');
    expect(await member.renewals()).toEqual([]);
  });

  it('that is taken back renews as before', async () => {
    const member = await aSubscriber();
    await member.cancel();
    expect((await member.resume()).body.subscription?.state).toBe('active');
    await member.comeToCharge();
    await until(async () => (await member.row()).paidUntil.getTime() === member.period.endsAt.getTime());
  });

  it('that is taken back shortly before the charge gives notice, and postpones the charge', async () => {
    const member = await aSubscriber();
    await member.cancel();
    member.goTo(-2 * dayMs);
    await harness.app.get(SubscriptionsService).resume(member.userId);
    expect((await member.row()).noticedAt).not.toBeNull();
    member.goTo(hourMs);
    const { subscriptionId } = member;
    await harness.app
      .get(Renewals)
      .jobs['renew-subscription']({ kind: 'renew-subscription', subscriptionId });
    expect(await member.renewals()).toEqual([]);
    member.goTo(5 * dayMs);
    await until(async () => (await member.row()).paidUntil.getTime() === member.period.endsAt.getTime());
  });

  it('while a charge has no result leaves the charge to be delivered, and stays', async () => {
    const member = await aSubscriber();
    await member.comeToCharge('silent-charged');
    await harness.app.get(SubscriptionsService).cancel(member.userId);
    const orderId = (await member.renewals())[0]?.orderId ?? '';
    await harness.prisma.transact(({ enqueue }) => enqueue({ kind: 'check-order', orderId }));
    await until(async () => (await member.row()).paidUntil.getTime() === member.period.endsAt.getTime());
    expect((await member.row()).state).toBe('cancelling');
  });

  it('can not be taken back once the subscription has ended', async () => {
    const member = await aSubscriber();
    await member.cancel();
    member.goTo(0);
    await member.becomes('ended');
    await expect(harness.app.get(SubscriptionsService).resume(member.userId)).rejects.toMatchObject({
      code: 'NOT_SUBSCRIBED',
    });
  });
});

describe('another card', () => {
  it('takes the place of the old one, which is deleted at Toss', async () => {
    const member = await aSubscriber();
    const { cardId: oldCardId } = await member.row();
    const billingKey = await shop.billingKeyOf(oldCardId);
    const { state, order } = await member.changeCard();
    expect([state, order]).toEqual(['registered', null]);
    expect((await member.row()).cardId).not.toBe(oldCardId);
    const where = { cardId: oldCardId, billingKey: null };
    await until(async () => (await harness.prisma.billingCard.count({ where })) === 1);
    expect(await shop.toss.setCard(billingKey, 'limit')).toMatchObject({ code: 'NOT_FOUND_BILLING_KEY' });
    await member.comeToCharge();
    await until(async () => (await member.row()).paidUntil.getTime() === member.period.endsAt.getTime());
  });

  it('while a charge of the old one has no result makes no second charge', async () => {
    const member = await aSubscriber();
    await member.comeToCharge('silent');
    await harness.prisma.subscription.update({
      where: { subscriptionId: member.subscriptionId },
      data: { state: 'past_due', graceUntil: new Date(member.period.startsAt.getTime() + 7 * dayMs) },
    });
    expect((await member.changeCard()).order).toBeNull();
    expect(await member.renewals()).toHaveLength(1);
  });
});

describe('a larger plan', () => {
  it('is charged for the days that are left, and holds at once', async () => {
    const member = await aSubscriber();
    const { body: quote } = await member.quoteUpgrade();
    expect(quote).toMatchObject({ plan: 'premium', amount: 2_500 });
    expect((await member.upgrade(2_499)).body.error.code).toBe('CONFLICT');
    const { order, subscription } = (await member.upgrade(2_500)).body;
    expect(order).toMatchObject({ kind: 'upgrade', state: 'paid', amount: 2_500 });
    expect(order?.span?.endsAt).toBe(member.period.startsAt.toISOString());
    expect(subscription).toMatchObject({ plan: 'premium', nextPlan: 'premium', nextAmount: 5_000 });
    expect(await member.plan()).toBe('premium');
    expect((await member.quoteUpgrade()).body.error.code).toBe('CONFLICT');
    await shop.expectSoundLedger(member.userId);
  });

  it('is free on the last day, and renews at its own price', async () => {
    const member = await aSubscriber();
    await member.beNoticed();
    member.goTo(-hourMs);
    const plans = harness.app.get(PlanChanges);
    expect(await plans.quote(member.userId)).toMatchObject({ amount: 0, daysLeft: 1 });
    expect((await plans.upgrade(member.userId, 0)).order).toBeNull();
    expect(await member.plan()).toBe('premium');
    member.goTo(0);
    await until(async () => (await member.renewals())[0]?.state === 'paid');
    expect((await member.renewals())[0]).toMatchObject({ amount: 5_000, plan: 'premium' });
  });

  it('whose payment comes after its period is given back', async () => {
    const member = await aSubscriber();
    await member.setCard('silent-charged');
    const { order } = (await member.upgrade(2_500)).body;
    expect(order?.state).toBe('confirming');
    const { subscriptionId, period } = member;
    const moved = { paidFrom: period.startsAt, paidUntil: period.endsAt };
    await harness.prisma.subscription.update({ where: { subscriptionId }, data: moved });
    const orderId = order?.orderId ?? '';
    await harness.prisma.transact(({ enqueue }) => enqueue({ kind: 'check-order', orderId }));
    const where = { orderId };
    await until(async () => (await harness.prisma.order.findUnique({ where }))?.state === 'refunded');
    expect((await member.row()).plan).toBe('basic');
  });

  it('waits for a charge without a result', async () => {
    const member = await aSubscriber();
    await member.setCard('silent-charged');
    await member.upgrade(2_500);
    expect((await member.upgrade(2_500)).body.error.code).toBe('PAYMENT_PENDING');
    expect((await member.endSubscription(2_500)).body.error.code).toBe('PAYMENT_PENDING');
  });
});

describe('a smaller plan', () => {
  it('begins with the next period, at its own price', async () => {
    const member = await aSubscriber('premium');
    const { subscription } = (await member.changeNextPlan('basic')).body;
    expect(subscription).toMatchObject({ plan: 'premium', nextPlan: 'basic', nextAmount: 2_500 });
    await member.comeToCharge();
    await until(async () => (await member.row()).plan === 'basic');
    expect(await member.renewals()).toMatchObject([{ amount: 2_500, plan: 'basic', state: 'paid' }]);
  });

  it('may be taken back, and a larger one may not be chosen so', async () => {
    const member = await aSubscriber('premium');
    await member.changeNextPlan('basic');
    expect((await member.changeNextPlan('premium')).body.subscription?.nextPlan).toBe('premium');
    const basic = await aSubscriber();
    expect((await basic.changeNextPlan('premium')).body.error.code).toBe('CONFLICT');
  });
});

describe('the end of a subscription now', () => {
  it('gives back all that was paid for the period, and ends the plan', async () => {
    const member = await aSubscriber();
    await member.upgrade(2_500);
    expect((await member.quoteEnd()).body).toEqual({ amount: 5_000 });
    expect((await member.endSubscription(4_999)).body.error.code).toBe('CONFLICT');
    expect((await member.endSubscription(5_000)).body.subscription).toBeNull();
    const orders = await harness.prisma.order.findMany({ where: { buyerId: member.userId } });
    expect(orders.map(({ state }) => state)).toEqual(['refunded', 'refunded']);
    expect(await member.plan()).toBe('free');
    expect((await member.endSubscription(0)).body.error.code).toBe('NOT_SUBSCRIBED');
    await shop.expectSoundLedger(member.userId);
  });

  it('after a use gives back the days that are left', async () => {
    const member = await aSubscriber();
    const { userId } = member;
    const { paidFrom } = await member.row();
    await harness.prisma.perkUse.create({ data: { userId, at: new Date(paidFrom.getTime() + 1_000) } });
    harness.clock.advance(9 * dayMs);
    const ends = harness.app.get(EarlyEnds);
    const { amount } = await ends.quote(userId);
    const days = daysBetween(dayAt(paidFrom), dayAt(member.period.startsAt));
    expect(amount).toBe(unusedPart(2_500, { usedDays: 10, days }));
    await ends.end(userId, amount);
    expect((await member.row()).state).toBe('ended');
    const [order] = await harness.prisma.payment.findMany({ where: { cardId: (await member.row()).cardId } });
    expect(order?.refunded).toBe(amount);
  });

  it('of an overdue one gives nothing back, and ends at once', async () => {
    const member = await aSubscriber();
    await member.comeToCharge('limit');
    await member.becomes('past_due');
    const ends = harness.app.get(EarlyEnds);
    expect(await ends.quote(member.userId)).toEqual({ amount: 0 });
    await ends.end(member.userId, 0);
    expect(await member.plan()).toBe('free');
  });
});
