import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { until } from '@maru/service-kit/testing/until';
import { dayAt, daysBetween } from './features/membership/rules/korean-days.js';
import { unusedPart } from './features/membership/rules/money.js';
import { EarlyEnds } from './features/membership/subscriptions/early-ends.service.js';
import { UpgradesService } from './features/membership/subscriptions/upgrades.service.js';
import { createShop } from './testing/shop.js';
import { createSubscribers, dayMs, hourMs } from './testing/subscribers.js';
import { startHarness, type Harness } from './testing/user-harness.js';

let harness: Harness;
let shop: ReturnType<typeof createShop>;
let aSubscriber: ReturnType<typeof createSubscribers>;
beforeAll(async () => {
  harness = await startHarness();
  shop = createShop(harness);
  aSubscriber = createSubscribers(harness, shop);
});
afterAll(() => harness.stop());
beforeEach(() => harness.clock.set(new Date()));

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
    const upgrades = harness.app.get(UpgradesService);
    expect(await upgrades.quote(member.userId)).toMatchObject({ amount: 0, daysLeft: 1 });
    expect((await upgrades.upgrade(member.userId, 0)).order).toBeNull();
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
