import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { until } from '@maru/service-kit/testing/until';
import { periodFrom } from './features/membership/rules/renewals.js';
import { Renewals } from './features/membership/subscriptions/renewals.service.js';
import { SubscriptionsService } from './features/membership/subscriptions/subscriptions.service.js';
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
    const states = async () => (await member.renewals()).map(({ state }) => state);
    await until(async () => (await states()).join(' ') === 'failed failed', 'the second try fails');
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
    expect(await states()).toEqual(['failed', 'failed', 'paid']);
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

  it('that is taken back shortly before the charge gives notice, and postpones nothing', async () => {
    const member = await aSubscriber();
    await member.cancel();
    member.goTo(-2 * dayMs);
    await harness.app.get(SubscriptionsService).resume(member.userId);
    await until(() => member.isMailed('결제해요'));
    member.goTo(0);
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

  it('between the paid period and a charge that is late ends the subscription at once', async () => {
    const member = await aSubscriber();
    member.goTo(hourMs);
    await until(async () => (await member.row()).noticedAt !== null);
    const { subscription } = await harness.app.get(SubscriptionsService).cancel(member.userId);
    expect(subscription).toBeNull();
    expect((await member.row()).state).toBe('ended');
    expect(await member.plan()).toBe('free');
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

  it('while a charge of the old one has no result makes no second charge, and outlives its decline', async () => {
    const member = await aSubscriber();
    await member.comeToCharge('silent');
    const [open] = await member.renewals();
    const where = { orderId: open?.orderId ?? '' };
    await until(async () => (await harness.prisma.payment.findUnique({ where }))?.state === 'unknown');
    const oldKey = await shop.billingKeyOf((await member.row()).cardId);
    expect((await member.changeCard()).order).toBeNull();
    await shop.toss.setCard(oldKey, 'stopped');
    await harness.prisma.transact(({ enqueue }) => enqueue({ kind: 'check-order', ...where }));
    await member.becomes('past_due');
    expect((await member.row()).isCardUsable).toBe(true);
    expect(await member.renewals()).toHaveLength(1);
    member.goTo(dayMs + 9 * hourMs);
    await member.becomes('active');
  });
});
