import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@maru/service-kit/ids';
import { until } from '@maru/service-kit/testing/until';
import { LedgerAudit } from './features/membership/ledger-audit.service.js';
import { createShop } from './testing/shop.js';
import { startHarness, type Harness } from './testing/user-harness.js';

let harness: Harness;
let shop: ReturnType<typeof createShop>;
beforeAll(async () => {
  harness = await startHarness();
  shop = createShop(harness);
});
afterAll(() => harness.stop());

describe('a refund', () => {
  it('of an unused month is full, ends it at once, and is mailed', async () => {
    const buyer = await shop.aBuyer();
    const { order } = await buyer.buy();
    expect((await buyer.quote(order.orderId)).body).toMatchObject({
      amount: 2_500,
      rule: 'full',
      isUsed: false,
    });
    const { body } = await buyer.refund(order.orderId, 2_500);
    expect(body).toMatchObject({ state: 'refunded', refundedAmount: 2_500, isRefunding: false });
    expect((await buyer.membership()).body.membership).toEqual({ plan: 'free', until: null });
    await until(() => shop.changesOf(buyer.userId).at(-1) === 'free');
    await until(async () => (await harness.mailsTo(buyer.email))[0]?.subject.includes('환불') ?? false);
  });

  it('requested twice at once is made once', async () => {
    const buyer = await shop.aBuyer();
    const { order } = await buyer.buy();
    const answers = await Promise.all([
      buyer.refund(order.orderId, 2_500),
      buyer.refund(order.orderId, 2_500),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await buyer.order(order.orderId)).body.refundedAmount).toBe(2_500);
  });

  it('of another amount than is owed now is refused', async () => {
    const buyer = await shop.aBuyer();
    const { order } = await buyer.buy();
    const { status, body } = await buyer.refund(order.orderId, 2_499);
    expect([status, body.error.code]).toEqual([409, 'CONFLICT']);
  });

  it('of one month leaves the other plan as it is', async () => {
    const buyer = await shop.aBuyer();
    const basic = await buyer.buy('basic');
    const premium = await buyer.buy('premium');
    await buyer.refund(basic.order.orderId, 2_500);
    const { membership } = (await buyer.membership()).body;
    expect(membership).toEqual({ plan: 'premium', until: premium.order.span?.endsAt });
  });

  it('of a month that has not begun leaves no trace in what can be bought next', async () => {
    const buyer = await shop.aBuyer();
    const [first, second] = [await buyer.buy(), await buyer.buy()];
    await buyer.refund(second.order.orderId, 2_500);
    await buyer.refund(first.order.orderId, 2_500);
    expect((await buyer.membership()).body.spans).toEqual([]);
    await buyer.buy();
    expect((await buyer.membership()).body.membership.plan).toBe('basic');
  });

  it('of money that can not be delivered happens by itself', async () => {
    const buyer = await shop.aBuyer();
    const { order } = await buyer.buy('basic', 'silent-charged');
    await harness.prisma.account.update({
      where: { userId: buyer.userId },
      data: { deletionAt: new Date(Date.now() + 86_400_000) },
    });
    await harness.prisma.transact(({ enqueue }) => enqueue({ kind: 'check-order', orderId: order.orderId }));
    await until(
      async () =>
        (await harness.prisma.order.findUnique({ where: { orderId: order.orderId } }))?.state === 'refunded',
    );
    await shop.expectSoundLedger(buyer.userId);
  });
});

it('an erased account leaves its rows of money under a pseudonym', async () => {
  const buyer = await shop.aBuyer();
  const { order } = await buyer.buy();
  await harness.endGrace(buyer.userId);
  await until(() => harness.isErased(buyer.userId));
  const row = await harness.prisma.order.findUniqueOrThrow({ where: { orderId: order.orderId } });
  const segment = await harness.prisma.segment.findUniqueOrThrow({ where: { orderId: order.orderId } });
  expect(row.buyerId).not.toBe(buyer.userId);
  expect(segment.userId).toBe(row.buyerId);
});

describe('the audit of the ledger', () => {
  // It compares days that have ended.
  beforeAll(() => harness.clock.advance(86_400_000));
  afterAll(() => harness.clock.set(new Date()));

  const audit = () => harness.app.get(LedgerAudit).compare();
  const alarms = (orderId: string) =>
    harness.lines.filter((line) => line.includes(orderId) && /money .* has not/.test(line)).length;

  it('finds no difference for orders that were paid and refunded', async () => {
    const buyer = await shop.aBuyer();
    const [kept, returned] = [await buyer.buy(), await buyer.buy('premium')];
    await buyer.refund(returned.order.orderId, 5_000);
    await audit();
    expect([alarms(kept.order.orderId), alarms(returned.order.orderId)]).toEqual([0, 0]);
  });

  it('alarms for money that only one side knows, and mends the ledger', async () => {
    const buyer = await shop.aBuyer();
    const lost = await buyer.buy('basic', 'silent-charged');
    const { orderId } = lost.order;
    await audit();
    expect(alarms(orderId)).toBe(1);
    await until(async () => (await buyer.order(orderId)).body.state === 'paid');
    await shop.toss.cancelInDashboard(lost.paymentKey, 700);
    await audit();
    expect(alarms(orderId)).toBe(2);
    await until(async () => (await buyer.order(orderId)).body.refundedAmount === 700);
    const { order } = await buyer.buy('premium');
    await harness.prisma.order.update({ where: { orderId: order.orderId }, data: { orderId: newId() } });
    await harness.prisma.payment.update({ where: { orderId: order.orderId }, data: { orderId: newId() } });
    await audit();
    expect(alarms(order.orderId)).toBe(1);
  });
});
