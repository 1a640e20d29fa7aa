import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '@maru/service-kit/testing/until';
import { OrderChecks } from './features/membership/order-checks.service.js';
import { createShop } from './testing/shop.js';
import { startHarness, type Harness } from './testing/user-harness.js';

let harness: Harness;
let shop: ReturnType<typeof createShop>;
beforeAll(async () => {
  harness = await startHarness();
  shop = createShop(harness);
});
afterAll(() => harness.stop());

describe('buying a month', () => {
  it('takes the money once, gives the plan at once, and tells the other services and the buyer', async () => {
    const buyer = await shop.aBuyer();
    const { order, paymentKey } = await buyer.buy('premium');
    expect(order).toMatchObject({ state: 'paid', amount: 5_000, vat: 455, method: { name: '카드' } });
    const { body } = await buyer.membership();
    expect(body.membership).toEqual({ plan: 'premium', until: order.span?.endsAt });
    await until(() => shop.changesOf(buyer.userId).includes('premium'));
    await until(async () => (await harness.mailsTo(buyer.email))[0]?.subject.includes('PREMIUM') ?? false);
    expect(harness.lines.join('\n')).not.toContain(paymentKey);
    await shop.expectSoundLedger(buyer.userId);
  });

  it('a second month begins when the first one ends', async () => {
    const buyer = await shop.aBuyer();
    const first = await buyer.buy();
    const second = await buyer.buy();
    expect(second.order.span?.startsAt).toBe(first.order.span?.endsAt);
    expect((await buyer.membership()).body.membership.until).toBe(second.order.span?.endsAt);
  });

  it('a double click and a second tab open the same order', async () => {
    const buyer = await shop.aBuyer();
    const [first, second] = await Promise.all([buyer.open(), buyer.open()]);
    expect(first.body.order.orderId).toBe(second.body.order.orderId);
  });

  it('of two windows of an order only the first payment is taken', async () => {
    const buyer = await shop.aBuyer();
    const { order } = (await buyer.open()).body;
    const [one, two] = [await shop.toss.authenticate(order), await shop.toss.authenticate(order)];
    const answers = await Promise.all([buyer.confirm(order.orderId, one), buyer.confirm(order.orderId, two)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    await until(async () => (await buyer.order(order.orderId)).body.state === 'paid');
    expect(await harness.prisma.payment.count({ where: { orderId: order.orderId } })).toBe(1);
    await shop.expectSoundLedger(buyer.userId);
  });

  it('a repeated return changes nothing', async () => {
    const buyer = await shop.aBuyer();
    const { order } = (await buyer.open()).body;
    const returned = await shop.toss.authenticate(order);
    const answers = await Promise.all([1, 2, 3].map(() => buyer.confirm(order.orderId, returned)));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    await until(async () => (await buyer.order(order.orderId)).body.state === 'paid');
    expect(await harness.prisma.segment.count({ where: { userId: buyer.userId } })).toBe(1);
  });

  it('a declined card leaves no membership, and the next order may be paid', async () => {
    const buyer = await shop.aBuyer();
    const { order } = await buyer.buy('basic', 'limit');
    expect(order).toMatchObject({ state: 'failed', failureCode: 'REJECT_CARD_PAYMENT', span: null });
    expect((await buyer.membership()).body.membership.plan).toBe('free');
    expect((await buyer.buy()).order.state).toBe('paid');
    await shop.expectSoundLedger(buyer.userId);
  });

  it('a closed window closes the order: a late return takes no money', async () => {
    const buyer = await shop.aBuyer();
    const { order } = (await buyer.open()).body;
    const returned = await shop.toss.authenticate(order);
    expect((await buyer.abandon(order.orderId)).body.state).toBe('abandoned');
    const { body } = await buyer.confirm(order.orderId, returned);
    expect(body.error.code).toBe('ORDER_CLOSED');
    expect((await buyer.orders()).body.orders).toEqual([]);
  });

  it('an order whose window never answers is abandoned', async () => {
    const buyer = await shop.aBuyer();
    const { order } = (await buyer.open()).body;
    await harness.prisma.order.update({
      where: { orderId: order.orderId },
      data: { openedAt: new Date(0) },
    });
    await harness.prisma.transact(({ enqueue }) => enqueue({ kind: 'check-order', orderId: order.orderId }));
    await until(async () => (await buyer.order(order.orderId)).body.state === 'abandoned');
    await until(async () => (await harness.mailsTo(buyer.email))[0]?.subject.includes('끝나지') ?? false);
  });

  it('a result that is not known yet has to come before the next order', async () => {
    const buyer = await shop.aBuyer();
    await buyer.buy('basic', 'silent-charged');
    expect((await buyer.open('premium')).body).toMatchObject({ error: { code: 'PAYMENT_PENDING' } });
  });

  it('no more than twelve months can be paid for in advance', async () => {
    const buyer = await shop.aBuyer();
    const { order } = await buyer.buy();
    const span = await harness.prisma.segment.findUniqueOrThrow({ where: { orderId: order.orderId } });
    const ids = Array.from({ length: 11 }, (_, index) => `01K5W8ZB3R6Y0QH2N7V4D9F${100 + index}`);
    await harness.prisma.segment.createMany({ data: ids.map((orderId) => ({ ...span, orderId })) });
    expect((await buyer.open()).body).toMatchObject({ error: { code: 'MONTH_LIMIT_REACHED' } });
    expect((await buyer.open('premium')).status).toBe(201);
  });
});

describe('a lost answer', () => {
  const settle = async (orderId: string) => {
    await harness.prisma.transact(({ enqueue }) => enqueue({ kind: 'check-order', orderId }));
  };

  it.each(['silent-charged', 'unsure-charged'])(
    '(%s) after the charge: the check finds the money',
    async (outcome) => {
      const buyer = await shop.aBuyer();
      const { order } = await buyer.buy('basic', outcome);
      expect(order.state).toBe('confirming');
      await settle(order.orderId);
      await until(async () => (await buyer.order(order.orderId)).body.state === 'paid');
      await shop.expectSoundLedger(buyer.userId);
    },
  );

  it('before the charge: the payment is sent again under the same key, and charges once', async () => {
    const buyer = await shop.aBuyer();
    const { order } = await buyer.buy('basic', 'silent');
    expect(order.state).toBe('confirming');
    await settle(order.orderId);
    await until(async () => (await buyer.order(order.orderId)).body.state === 'paid');
    expect(await harness.prisma.segment.count({ where: { userId: buyer.userId } })).toBe(1);
  });

  it('a crash before the request leaves it to the check', async () => {
    const buyer = await shop.aBuyer();
    const { order } = (await buyer.open()).body;
    const { paymentKey, amount } = await shop.toss.authenticate(order);
    const { orderId } = order;
    await harness.prisma.$transaction([
      harness.prisma.order.update({ where: { orderId }, data: { state: 'confirming' } }),
      harness.prisma.payment.create({
        data: {
          orderId,
          paymentKey,
          idempotencyKey: randomUUID(),
          body: { paymentKey, orderId, amount },
          amount,
          state: 'ready',
          createdAt: new Date(),
        },
      }),
    ]);
    await settle(orderId);
    await until(async () => (await buyer.order(orderId)).body.state === 'paid');
  });

  it('a payment that Toss has forgotten the key of is never sent again', async () => {
    const buyer = await shop.aBuyer();
    const { order } = await buyer.buy('basic', 'silent');
    const { orderId } = order;
    await harness.prisma.payment.update({ where: { orderId }, data: { firstSentAt: new Date(0) } });
    await settle(orderId);
    await until(() => harness.lines.some((line) => line.includes('no result for 15 days')));
    expect((await buyer.order(orderId)).body.state).toBe('confirming');
  });
});

describe('a webhook', () => {
  const paid = (orderId: string) => ({
    eventType: 'PAYMENT_STATUS_CHANGED',
    data: { orderId, status: 'DONE' },
  });

  it('completes an order whose answer was lost, any number of times', async () => {
    const buyer = await shop.aBuyer();
    const { order } = await buyer.buy('basic', 'silent-charged');
    const id = randomUUID();
    for (const transmission of [id, id, randomUUID()])
      expect((await shop.webhook(paid(order.orderId), transmission)).status).toBe(200);
    await until(async () => (await buyer.order(order.orderId)).body.state === 'paid');
    expect(await harness.prisma.segment.count({ where: { userId: buyer.userId } })).toBe(1);
  });

  it('that is forged gives nothing', async () => {
    const buyer = await shop.aBuyer();
    const { order } = (await buyer.open()).body;
    await shop.toss.authenticate(order);
    expect((await shop.webhook(paid(order.orderId))).status).toBe(200);
    await until(
      async () => (await harness.prisma.jobRow.count({ where: { runAt: { lte: new Date() } } })) === 0,
    );
    expect((await buyer.order(order.orderId)).body.state).toBe('created');
    expect((await buyer.membership()).body.membership.plan).toBe('free');
  });

  it('about an order whose result stays open leaves no further job behind', async () => {
    const buyer = await shop.aBuyer();
    const { order } = await buyer.buy('basic', 'silent');
    const { orderId } = order;
    await harness.prisma.payment.update({ where: { orderId }, data: { firstSentAt: new Date(0) } });
    const jobs = async () => {
      const rows = await harness.prisma.jobRow.findMany();
      return rows.filter(({ job }) => JSON.stringify(job).includes(orderId)).length;
    };
    const before = await jobs();
    for (let times = 0; times < 3; times += 1) await shop.webhook(paid(orderId));
    await until(async () => (await jobs()) === before);
    expect((await buyer.order(orderId)).body.state).toBe('confirming');
  });

  it.each([{}, { eventType: 'payout.changed' }, paid('01K5W8ZB3R6Y0QH2N7V4D9F1TX'), { orderId: 7 }])(
    'about anything else is answered and forgotten (%j)',
    async (body) => {
      expect((await shop.webhook(body)).status).toBe(200);
    },
  );

  it("adopts a refund that was made in Toss' dashboard", async () => {
    const buyer = await shop.aBuyer();
    const { order, paymentKey } = await buyer.buy();
    await shop.toss.cancelInDashboard(paymentKey);
    await shop.webhook({ eventType: 'PAYMENT_STATUS_CHANGED', data: { orderId: order.orderId } });
    await until(async () => (await buyer.order(order.orderId)).body.state === 'refunded');
    expect((await buyer.membership()).body.membership.plan).toBe('free');
    const { state, reason } = await harness.prisma.refund.findFirstOrThrow({
      where: { orderId: order.orderId },
    });
    expect([state, reason]).toEqual(['done', 'dashboard']);
  });
});

describe('another person', () => {
  it('learns nothing of an order, and changes nothing', async () => {
    const [buyer, stranger] = [await shop.aBuyer(), await shop.aBuyer()];
    const { order } = (await buyer.open()).body;
    const returned = await shop.toss.authenticate(order);
    const { orderId } = order;
    const answers = [
      await stranger.order(orderId),
      await stranger.confirm(orderId, returned),
      await stranger.abandon(orderId),
      await stranger.quote(orderId),
      await stranger.refund(orderId, 2_500),
    ];
    expect(answers.map(({ body }) => body.error.code)).toEqual(Array(5).fill('NOT_FOUND'));
    expect((await buyer.confirm(orderId, returned)).body.state).toBe('paid');
  });

  it("can't pay their order with the payment of another buyer", async () => {
    const [buyer, thief] = [await shop.aBuyer(), await shop.aBuyer()];
    const { paymentKey } = await buyer.buy();
    const { order } = (await thief.open()).body;
    const { status } = await thief.confirm(order.orderId, { paymentKey, amount: 2_500 });
    expect(status).toBe(409);
    const other = await shop.toss.authenticate((await buyer.open()).body.order);
    const { body } = await thief.confirm(order.orderId, other);
    expect(body.state).toBe('failed');
    expect((await thief.membership()).body.membership.plan).toBe('free');
  });
});

describe('tampering', () => {
  it('with the key of a cancelled payment that we did not take gives no refund', async () => {
    const buyer = await shop.aBuyer();
    const { order } = (await buyer.open()).body;
    const foreign = { orderId: `${order.orderId}-2`, amount: 2_500 };
    const { paymentKey } = await shop.toss.authenticate(foreign);
    await harness.toss.confirm({ body: { paymentKey, ...foreign }, idempotencyKey: randomUUID() });
    await shop.toss.cancelInDashboard(paymentKey);
    const { orderId } = order;
    await buyer.confirm(orderId, { paymentKey, amount: 2_500 });
    await harness.app.get(OrderChecks).jobs['check-order']({ kind: 'check-order', orderId, isHint: false });
    expect((await buyer.order(orderId)).body.state).toBe('failed');
    expect((await buyer.order(orderId)).body.refundedAmount).toBe(0);
    expect(await harness.prisma.refund.count({ where: { orderId } })).toBe(0);
  });

  it.each(['', '.', '..'])('with a key that is no segment of a path (%j) is refused', async (paymentKey) => {
    const buyer = await shop.aBuyer();
    const { order } = (await buyer.open()).body;
    const { status } = await buyer.confirm(order.orderId, { paymentKey, amount: 2_500 });
    expect(status).toBe(422);
    expect((await buyer.order(order.orderId)).body.state).toBe('created');
  });

  it('with the amount of the return or of the order is refused', async () => {
    const buyer = await shop.aBuyer();
    const { order } = (await buyer.open()).body;
    const { paymentKey } = await shop.toss.authenticate({ ...order, amount: 100 });
    expect((await buyer.confirm(order.orderId, { paymentKey, amount: 100 })).body.error.code).toBe(
      'CONFLICT',
    );
    // The stored amount is confirmed, and Toss knows another one.
    expect((await buyer.confirm(order.orderId, { paymentKey, amount: 2_500 })).body.state).toBe('failed');
    expect((await buyer.open('premium', 2_500)).body).toMatchObject({ error: { code: 'CONFLICT' } });
  });
});
