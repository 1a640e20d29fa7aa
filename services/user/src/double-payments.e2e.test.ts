import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { until } from '@maru/service-kit/testing/until';
import type { TossClient } from './clients/toss.client.js';
import { SubscriptionEnds } from './features/membership/subscriptions/subscription-ends.service.js';
import { SubscriptionsService } from './features/membership/subscriptions/subscriptions.service.js';
import { UpgradesService } from './features/membership/subscriptions/upgrades.service.js';
import { passOn } from './testing/pass-on.js';
import { createShop } from './testing/shop.js';
import { createSubscribers, hourMs } from './testing/subscribers.js';
import { startHarness, type Harness } from './testing/user-harness.js';

let isIssueLost = false;

const forgetful = (toss: TossClient): TossClient => ({
  ...passOn(toss),
  issueBillingKey: async (request) =>
    isIssueLost ? { kind: 'unknown', code: 'TimeoutError' } : toss.issueBillingKey(request),
});

let harness: Harness;
let shop: ReturnType<typeof createShop>;
let aSubscriber: ReturnType<typeof createSubscribers>;
beforeAll(async () => {
  harness = await startHarness({ aroundToss: forgetful });
  shop = createShop(harness);
  aSubscriber = createSubscribers(harness, shop);
});
afterAll(() => harness.stop());
beforeEach(() => {
  isIssueLost = false;
  harness.clock.set(new Date());
});

const check = (orderId = '') =>
  harness.prisma.transact(({ enqueue }) => enqueue({ kind: 'check-order', orderId }));
const checkCard = (registrationId: string) =>
  harness.prisma.transact(({ enqueue }) => enqueue({ kind: 'check-card', registrationId }));
const isRefunded = (orderId = '') =>
  until(async () => (await harness.prisma.order.findUnique({ where: { orderId } }))?.state === 'refunded');

/** Toss has declined the payment at first, and tells later that it took the money. */
const declineFirst = async (orderId = '') => {
  await harness.prisma.order.update({ where: { orderId }, data: { state: 'failed' } });
  await harness.prisma.payment.update({ where: { orderId }, data: { state: 'failed' } });
};

describe('a month beside a subscription', () => {
  it('is not paid by a window that was opened before', async () => {
    const buyer = await shop.aBuyer();
    const { order } = (await buyer.open()).body;
    const returned = await shop.toss.authenticate(order);
    await buyer.subscribe();
    expect((await buyer.confirm(order.orderId, returned)).body.error.code).toBe('ORDER_CLOSED');
  });

  it('whose result is open keeps a subscription from starting', async () => {
    const buyer = await shop.aBuyer();
    const { registrationId, customerKey } = (await buyer.openSubscription()).body;
    await buyer.buy('basic', 'silent-charged');
    const authKey = await shop.toss.registerCard(customerKey);
    const { body } = await buyer.registerCard(registrationId, authKey);
    expect(body.error.code).toBe('PAYMENT_PENDING');
  });

  it('that was paid late is given back', async () => {
    const buyer = await shop.aBuyer();
    const { order } = await buyer.buy('basic', 'silent-charged');
    await declineFirst(order.orderId);
    await buyer.subscribe();
    await check(order.orderId);
    await isRefunded(order.orderId);
    await shop.expectSoundLedger(buyer.userId);
  });
});

describe('a card whose answer was lost', () => {
  it('keeps everything else from being bought at first, and starts no subscription much later', async () => {
    const buyer = await shop.aBuyer();
    isIssueLost = true;
    const { registrationId } = await buyer.subscribe();
    expect((await buyer.open()).body).toMatchObject({ error: { code: 'PAYMENT_PENDING' } });
    expect((await buyer.openSubscription()).body.error.code).toBe('PAYMENT_PENDING');
    isIssueLost = false;
    harness.clock.advance(hourMs);
    await checkCard(registrationId);
    const where = { registrationId };
    await until(
      async () => (await harness.prisma.cardRegistration.findUnique({ where }))?.state === 'refused',
    );
    expect(await harness.prisma.order.count({ where: { buyerId: buyer.userId } })).toBe(0);
    const kept = { userId: buyer.userId, billingKey: { not: null } };
    await until(async () => (await harness.prisma.billingCard.count({ where: kept })) === 0);
  });

  it('does not replace a newer one', async () => {
    const member = await aSubscriber();
    isIssueLost = true;
    const { state } = await member.changeCard();
    expect(state).toBe('pending');
    const where = { userId: member.userId, state: 'issuing' as const };
    const { registrationId } = await harness.prisma.cardRegistration.findFirstOrThrow({ where });
    isIssueLost = false;
    harness.clock.advance(1_000);
    await member.changeCard();
    const { cardId } = await member.row();
    await checkCard(registrationId);
    await until(
      async () =>
        (await harness.prisma.cardRegistration.findUnique({ where: { registrationId } }))?.state ===
        'refused',
    );
    expect((await member.row()).cardId).toBe(cardId);
  });
});

describe('a larger plan', () => {
  it('is paid once, whatever Toss tells later', async () => {
    const member = await aSubscriber();
    await member.setCard('silent-charged');
    const first = (await member.upgrade(2_500)).body.order;
    await declineFirst(first?.orderId);
    await member.setCard('approve');
    const second = (await member.upgrade(2_500)).body.order;
    expect(second?.state).toBe('paid');
    await check(first?.orderId);
    await isRefunded(first?.orderId);
    expect(await member.plan()).toBe('premium');
    await shop.expectSoundLedger(member.userId);
  });

  it('is refunded before the plan that it builds on', async () => {
    const member = await aSubscriber();
    const upgrade = (await member.upgrade(2_500)).body.order?.orderId ?? '';
    const where = { subscriptionId: member.subscriptionId, kind: 'subscription' as const };
    const { orderId } = await harness.prisma.order.findFirstOrThrow({ where });
    const subscription = await member.row();
    // As the deletion of an account does, which its owner may take back.
    await harness.prisma.transact((transaction) =>
      harness.app.get(SubscriptionEnds).end(transaction, subscription),
    );
    expect((await member.quote(orderId)).body.error.code).toBe('NOT_REFUNDABLE');
    await member.refund(upgrade, 2_500);
    expect((await member.quote(orderId)).body.amount).toBe(2_500);
  });

  it('is not granted while the charge of a smaller one is awaited', async () => {
    const member = await aSubscriber();
    await member.beNoticed();
    member.goTo(-hourMs);
    await harness.app.get(UpgradesService).upgrade(member.userId, 0);
    const subscriptions = harness.app.get(SubscriptionsService);
    await subscriptions.changeNextPlan(member.userId, 'basic');
    expect(await member.plan()).toBe('premium');
    await member.setCard('limit');
    member.goTo(hourMs);
    expect(await member.plan()).toBe('basic');
    await expect(subscriptions.changeNextPlan(member.userId, 'basic')).rejects.toThrow('CONFLICT');
  });
});
