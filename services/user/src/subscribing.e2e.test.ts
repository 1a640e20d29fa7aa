import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '@maru/service-kit/testing/until';
import type { TossClient } from './clients/toss.client.js';
import { passOn } from './testing/pass-on.js';
import { createShop } from './testing/shop.js';
import { startHarness, type Harness } from './testing/user-harness.js';

/** Answers to the next requests for a card's key that get lost on their way back. */
let lostIssues = 0;

const forgetful = (toss: TossClient): TossClient => ({
  ...passOn(toss),
  issueBillingKey: async (request) => {
    const answer = await toss.issueBillingKey(request);
    if (lostIssues === 0) return answer;
    lostIssues -= 1;
    return { kind: 'unknown', code: 'TimeoutError' };
  },
});

let harness: Harness;
let shop: ReturnType<typeof createShop>;
beforeAll(async () => {
  harness = await startHarness({ aroundToss: forgetful });
  shop = createShop(harness);
});
afterAll(() => harness.stop());

const dayMs = 86_400_000;
const subscriptionsOf = (userId: string) => harness.prisma.subscription.findMany({ where: { userId } });
const keptCards = (userId: string) =>
  harness.prisma.billingCard.count({ where: { userId, billingKey: { not: null } } });
const check = (orderId = '') =>
  harness.prisma.transact(({ enqueue }) => enqueue({ kind: 'check-order', orderId }));

describe('subscribing', () => {
  it('takes the money once, gives the plan at once, and tells the other services and the buyer', async () => {
    const buyer = await shop.aBuyer();
    const { state, order, authKey } = await buyer.subscribe('premium');
    expect(state).toBe('registered');
    expect(order).toMatchObject({ kind: 'subscription', state: 'paid', amount: 5_000, plan: 'premium' });
    const { subscription } = (await buyer.subscription()).body;
    expect(subscription).toMatchObject({
      state: 'active',
      plan: 'premium',
      nextPlan: 'premium',
      nextAmount: 5_000,
      card: { issuerCode: '61' },
      isCardUsable: true,
      paidUntil: order?.span?.endsAt,
      graceUntil: null,
    });
    const { membership } = (await buyer.membership()).body;
    const paidUntil = Date.parse(subscription?.paidUntil ?? '');
    expect(membership).toEqual({ plan: 'premium', until: new Date(paidUntil + 7 * dayMs).toISOString() });
    await until(() => shop.changesOf(buyer.userId).includes('premium'));
    await until(async () => (await harness.mailsTo(buyer.email))[0]?.subject.includes('구독') ?? false);
    const [row] = await subscriptionsOf(buyer.userId);
    const billingKey = await shop.billingKeyOf(row?.cardId ?? '');
    const log = harness.lines.join('\n');
    for (const secret of [authKey, billingKey]) expect(log).not.toContain(secret);
    await shop.expectSoundLedger(buyer.userId);
  });

  it('stores no key in the clear', async () => {
    const buyer = await shop.aBuyer();
    const { authKey } = await buyer.subscribe();
    const { cardId, billingKey } = await harness.prisma.billingCard.findFirstOrThrow({
      where: { userId: buyer.userId },
    });
    expect(billingKey).not.toContain(await shop.billingKeyOf(cardId));
    const registrations = await harness.prisma.cardRegistration.findMany({ where: { userId: buyer.userId } });
    expect(registrations.map((each) => each.authKey)).toEqual([null]);
    expect(JSON.stringify(await harness.prisma.payment.findMany())).not.toContain(authKey);
  });

  it('repeated with the same registration charges once', async () => {
    const buyer = await shop.aBuyer();
    const { registrationId, customerKey } = (await buyer.openSubscription()).body;
    const authKey = await shop.toss.registerCard(customerKey);
    const answers = await Promise.all([1, 2, 3].map(() => buyer.registerCard(registrationId, authKey)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const settled = async () => (await buyer.registerCard(registrationId, authKey)).body;
    await until(async () => (await settled()).order?.state === 'paid');
    expect(await harness.prisma.order.count({ where: { buyerId: buyer.userId } })).toBe(1);
  });

  it('in two tabs at once gives one subscription, and deletes the second card', async () => {
    const buyer = await shop.aBuyer();
    const tabs = await Promise.all([buyer.openSubscription(), buyer.openSubscription()]);
    const answers = await Promise.all(
      tabs.map(async ({ body: { registrationId, customerKey } }) =>
        buyer.registerCard(registrationId, await shop.toss.registerCard(customerKey)),
      ),
    );
    const registered = answers.filter(({ body }) => body.state === 'registered');
    expect(registered).toHaveLength(1);
    await until(async () => (await buyer.subscription()).body.subscription !== null);
    expect(await subscriptionsOf(buyer.userId)).toHaveLength(1);
    await until(async () => (await keptCards(buyer.userId)) === 1);
    expect((await buyer.openSubscription()).body.error.code).toBe('ALREADY_SUBSCRIBED');
  });

  it('with a card that declines gives nothing, deletes the card, and may be tried again', async () => {
    const buyer = await shop.aBuyer();
    const { order } = await buyer.subscribe('basic', 'limit');
    expect(order).toMatchObject({ state: 'failed', failureCode: 'REJECT_CARD_PAYMENT', span: null });
    expect((await buyer.subscription()).body.subscription).toBeNull();
    expect((await buyer.membership()).body.membership.plan).toBe('free');
    await until(async () => (await keptCards(buyer.userId)) === 0);
    expect((await buyer.subscribe()).order?.state).toBe('paid');
    await shop.expectSoundLedger(buyer.userId);
  });

  it('begins when paid months of the plan are over', async () => {
    const buyer = await shop.aBuyer();
    const month = await buyer.buy();
    const { order } = await buyer.subscribe();
    expect(order?.span?.startsAt).toBe(month.order.span?.endsAt);
    expect((await buyer.subscription()).body.subscription?.paidFrom).toBe(month.order.span?.endsAt);
  });

  it('at another price, or while a payment has no result, is refused', async () => {
    const buyer = await shop.aBuyer();
    expect((await buyer.openSubscription('basic', 2_400)).body.error.code).toBe('CONFLICT');
    await buyer.buy('basic', 'silent-charged');
    expect((await buyer.openSubscription()).body.error.code).toBe('PAYMENT_PENDING');
  });

  it('closes the months on offer', async () => {
    const buyer = await shop.aBuyer();
    await buyer.subscribe();
    expect((await buyer.open()).body).toMatchObject({ error: { code: 'ALREADY_SUBSCRIBED' } });
    const { offers } = (await buyer.membership()).body;
    expect(offers.map(({ isAvailable }) => isAvailable)).toEqual([false, false]);
  });
});

describe('the registration of a card', () => {
  it('with a key that was made up is refused, and takes no money', async () => {
    const buyer = await shop.aBuyer();
    const { registrationId } = (await buyer.openSubscription()).body;
    const { body } = await buyer.registerCard(registrationId, 'bln_made_up');
    expect(body).toMatchObject({ state: 'refused', order: null });
    expect(await subscriptionsOf(buyer.userId)).toEqual([]);
  });

  it("with a key of another person's window is refused", async () => {
    const [buyer, thief] = [await shop.aBuyer(), await shop.aBuyer()];
    const authKey = await shop.toss.registerCard((await buyer.openSubscription()).body.customerKey);
    const { registrationId } = (await thief.openSubscription()).body;
    expect((await thief.registerCard(registrationId, authKey)).body.state).toBe('refused');
  });

  it('of another person is not found', async () => {
    const [buyer, stranger] = [await shop.aBuyer(), await shop.aBuyer()];
    const { registrationId, customerKey } = (await buyer.openSubscription()).body;
    const authKey = await shop.toss.registerCard(customerKey);
    expect((await stranger.registerCard(registrationId, authKey)).body.error.code).toBe('NOT_FOUND');
    expect((await buyer.registerCard(registrationId, authKey)).body.state).toBe('registered');
  });

  it('is refused once its window has expired', async () => {
    const buyer = await shop.aBuyer();
    const { registrationId, customerKey } = (await buyer.openSubscription()).body;
    const authKey = await shop.toss.registerCard(customerKey);
    await harness.prisma.cardRegistration.update({
      where: { registrationId },
      data: { createdAt: new Date(0) },
    });
    expect((await buyer.registerCard(registrationId, authKey)).body.state).toBe('refused');
  });

  it('whose answer was lost is sent again under the same key, and charges once', async () => {
    const buyer = await shop.aBuyer();
    lostIssues = 1;
    const { state, registrationId, authKey } = await buyer.subscribe();
    expect(state).toBe('pending');
    expect(await subscriptionsOf(buyer.userId)).toEqual([]);
    const job = { kind: 'check-card', registrationId } as const;
    await harness.prisma.transact(({ enqueue }) => enqueue(job));
    await until(async () => (await buyer.registerCard(registrationId, authKey)).body.order?.state === 'paid');
    expect(await keptCards(buyer.userId)).toBe(1);
  });
});

describe('a lost answer to the first charge', () => {
  it.each(['silent', 'silent-charged', 'unsure-charged'])(
    '(%s) leaves the order to its check, and charges once',
    async (outcome) => {
      const buyer = await shop.aBuyer();
      const { order } = await buyer.subscribe('basic', outcome);
      expect(order?.state).toBe('confirming');
      expect((await buyer.subscription()).body.subscription).toBeNull();
      expect((await buyer.openSubscription()).body.error.code).toBe('ALREADY_SUBSCRIBED');
      await check(order?.orderId);
      await until(async () => (await buyer.subscription()).body.subscription?.state === 'active');
      expect((await buyer.order(order?.orderId ?? '')).body.state).toBe('paid');
      expect(await harness.prisma.segment.count({ where: { userId: buyer.userId } })).toBe(1);
    },
  );
});

describe('money of a subscription', () => {
  it('of the running period is not refunded by its order', async () => {
    const buyer = await shop.aBuyer();
    const { order } = await buyer.subscribe();
    const orderId = order?.orderId ?? '';
    expect((await buyer.quote(orderId)).body.error.code).toBe('NOT_REFUNDABLE');
    expect((await buyer.refund(orderId, 2_500)).body.error.code).toBe('NOT_REFUNDABLE');
  });

  it("that was refunded in full in Toss' dashboard ends it", async () => {
    const buyer = await shop.aBuyer();
    const { order } = await buyer.subscribe();
    const orderId = order?.orderId ?? '';
    const { paymentKey } = await harness.prisma.payment.findUniqueOrThrow({ where: { orderId } });
    await shop.toss.cancelInDashboard(paymentKey ?? '');
    await shop.webhook({ eventType: 'PAYMENT_STATUS_CHANGED', data: { orderId } });
    await until(async () => (await buyer.subscription()).body.subscription === null);
    expect((await buyer.membership()).body.membership.plan).toBe('free');
    await until(async () => (await keptCards(buyer.userId)) === 0);
  });

  it('that was captured for a departing account is given back', async () => {
    const buyer = await shop.aBuyer();
    const { order } = await buyer.subscribe('basic', 'silent-charged');
    const { userId } = buyer;
    const deletionAt = new Date(Date.now() + dayMs);
    await harness.prisma.account.update({ where: { userId }, data: { deletionAt } });
    await harness.prisma.transact(({ enqueue }) => enqueue({ kind: 'end-subscription', userId }));
    await until(async () => (await subscriptionsOf(userId))[0]?.state === 'ended');
    await check(order?.orderId);
    const where = { orderId: order?.orderId ?? '' };
    await until(async () => (await harness.prisma.order.findUnique({ where }))?.state === 'refunded');
    // The card was kept while its charge had no result.
    expect(await keptCards(userId)).toBe(1);
    harness.clock.advance(60_000);
    await until(async () => (await keptCards(userId)) === 0);
    harness.clock.set(new Date());
    await shop.expectSoundLedger(userId);
  });
});

describe('the owner of a subscription', () => {
  it('who asks for the deletion of the account ends it at once', async () => {
    const { session } = await harness.signUp();
    const { userId } = session.me;
    const cardId = '01K5W8ZB3R6Y0QH2N7V4D9F1TX';
    const at = new Date();
    const period = { anchorDay: 1, paidFrom: at, paidUntil: new Date(at.getTime() + 30 * dayMs) };
    await harness.prisma.subscription.create({
      data: {
        subscriptionId: '01K5W8ZB3R6Y0QH2N7V4D9F1TY',
        userId,
        openUserId: userId,
        plan: 'basic',
        nextPlan: 'basic',
        priceVersion: 1,
        cardId,
        state: 'active',
        ...period,
        createdAt: at,
      },
    });
    const { status } = await harness.call('POST', '/user/v1/me/deletion', { token: session.accessToken });
    expect(status).toBeLessThan(300);
    await until(async () => (await subscriptionsOf(userId))[0]?.state === 'ended');
  });

  it('who is erased leaves neither card nor subscription, and orders under a pseudonym', async () => {
    const buyer = await shop.aBuyer();
    const { order } = await buyer.subscribe();
    const { userId } = buyer;
    const [row] = await subscriptionsOf(userId);
    const billingKey = await shop.billingKeyOf(row?.cardId ?? '');
    await harness.endGrace(userId);
    await until(() => harness.isErased(userId));
    const where = { userId };
    expect(await harness.prisma.billingCard.count({ where })).toBe(0);
    expect(await harness.prisma.cardRegistration.count({ where })).toBe(0);
    expect(await subscriptionsOf(userId)).toEqual([]);
    const kept = await harness.prisma.order.findUniqueOrThrow({ where: { orderId: order?.orderId ?? '' } });
    expect(kept.buyerId).not.toBe(userId);
    const body = { customerKey: randomUUID(), amount: 2_500, orderId: 'order-after', orderName: '마루' };
    const answer = await harness.toss.charge(billingKey, { body, idempotencyKey: randomUUID() });
    expect(answer).toEqual({ kind: 'declined', code: 'NOT_FOUND_BILLING_KEY' });
  });
});
