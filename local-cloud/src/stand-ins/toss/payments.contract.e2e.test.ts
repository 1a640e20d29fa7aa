import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { merchantOf, startTossTarget, type TossTarget } from '../testing/toss-target.js';

let target: TossTarget;
let merchant: ReturnType<typeof merchantOf>;
beforeAll(async () => {
  target = await startTossTarget();
  merchant = merchantOf(target);
});
afterAll(() => target.stop());

const inWindow = process.env.CONTRACT_TOSS === 'sandbox' ? describe.skip : describe;
const refusal = (code: string, status = 400) => ({ status, body: { code, message: expect.any(String) } });
const confirm = (body: unknown, headers?: Record<string, string>) =>
  merchant.call('/payments/confirm', { body, headers });
const stranger = () => ({ paymentKey: `none_${randomUUID()}`, orderId: randomUUID(), amount: 2_500 });

describe('the API (API only)', () => {
  it('refuses a request without the secret key, and one whose key lacks the colon', async () => {
    const asked = (authorization: string) =>
      merchant.call('/payments/none', { method: 'GET', headers: { authorization } });
    const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
    await expect(asked(basic('test_sk_unknown:'))).resolves.toMatchObject(refusal('UNAUTHORIZED_KEY', 401));
    await expect(asked(basic(target.secretKey))).resolves.toMatchObject(
      refusal('INCORRECT_BASIC_AUTH_FORMAT', 403),
    );
  });

  it('knows no payment by a key or order that it never saw', async () => {
    await expect(merchant.get(`/payments/none_${randomUUID()}`)).resolves.toMatchObject(
      refusal('NOT_FOUND_PAYMENT', 404),
    );
    await expect(merchant.get(`/payments/orders/${randomUUID()}`)).resolves.toMatchObject(
      refusal('NOT_FOUND_PAYMENT', 404),
    );
    await expect(confirm(stranger())).resolves.toMatchObject(refusal('NOT_FOUND_PAYMENT_SESSION', 404));
  });

  it.each([
    ['REJECT_CARD_PAYMENT', 403],
    ['PROVIDER_ERROR', 400],
    ['FAILED_INTERNAL_SYSTEM_PROCESSING', 500],
  ])('answers with the forced error %s', async (code, status) => {
    await expect(confirm(stranger(), { 'tosspayments-test-code': code })).resolves.toMatchObject(
      refusal(code, status),
    );
  });

  it('replays an answer, an error too, to the same Idempotency-Key, whatever the body', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const forced = { ...headers, 'tosspayments-test-code': 'REJECT_CARD_PAYMENT' };
    await expect(confirm(stranger(), forced)).resolves.toMatchObject(refusal('REJECT_CARD_PAYMENT', 403));
    await expect(confirm(stranger(), headers)).resolves.toMatchObject(refusal('REJECT_CARD_PAYMENT', 403));
    await expect(confirm(stranger())).resolves.toMatchObject(refusal('NOT_FOUND_PAYMENT_SESSION', 404));
  });

  it('refuses an Idempotency-Key of more than 300 characters', async () => {
    await expect(confirm(stranger(), { 'idempotency-key': 'k'.repeat(301) })).resolves.toMatchObject(
      refusal('INVALID_IDEMPOTENCY_KEY'),
    );
  });
});

inWindow('a payment (window)', () => {
  it('takes no money before it is confirmed', async () => {
    const paid = await merchant.pay();
    await expect(merchant.get(`/payments/${paid.paymentKey}`)).resolves.toMatchObject({
      status: 200,
      body: { status: 'IN_PROGRESS', approvedAt: null, totalAmount: 2_500 },
    });
  });

  it('is captured by its confirmation, with its VAT, and once only', async () => {
    const paid = await merchant.pay();
    const captured = {
      status: 'DONE',
      type: 'NORMAL',
      orderId: paid.orderId,
      method: '카드',
      currency: 'KRW',
      totalAmount: 2_500,
      balanceAmount: 2_500,
      suppliedAmount: 2_273,
      vat: 227,
      approvedAt: expect.stringMatching(/\+09:00$/),
      receipt: { url: expect.any(String) },
      cancels: null,
    };
    await expect(confirm(paid)).resolves.toMatchObject({ status: 200, body: captured });
    await expect(confirm(paid)).resolves.toMatchObject(refusal('ALREADY_PROCESSED_PAYMENT'));
    await expect(merchant.get(`/payments/orders/${paid.orderId}`)).resolves.toMatchObject({
      body: captured,
    });
  });

  it('is not captured with another amount or for another order', async () => {
    const paid = await merchant.pay();
    const refused = refusal('NOT_FOUND_PAYMENT_SESSION', 404);
    await expect(confirm({ ...paid, amount: 100 })).resolves.toMatchObject(refused);
    await expect(confirm({ ...paid, orderId: randomUUID() })).resolves.toMatchObject(refused);
    await expect(confirm(paid)).resolves.toMatchObject({ status: 200 });
  });

  it('of an order that another payment has paid is refused', async () => {
    const orderId = randomUUID();
    const [first, second] = [await merchant.pay({ orderId }), await merchant.pay({ orderId })];
    await confirm(first);
    await expect(confirm(second)).resolves.toMatchObject(refusal('DUPLICATED_ORDER_ID'));
  });

  it.each([
    ['limit', 'REJECT_CARD_PAYMENT', 403, 'ABORTED'],
    ['stopped', 'INVALID_STOPPED_CARD', 400, 'ABORTED'],
    ['unsure', 'PROVIDER_ERROR', 400, 'IN_PROGRESS'],
    ['unsure-charged', 'PROVIDER_ERROR', 400, 'DONE'],
    ['broken', 'FAILED_INTERNAL_SYSTEM_PROCESSING', 500, 'IN_PROGRESS'],
  ])('with a card of outcome %s answers %s', async (outcome, code, status, found) => {
    const paid = await merchant.pay({}, { outcome });
    await expect(confirm(paid)).resolves.toMatchObject(refusal(code, status));
    await expect(merchant.get(`/payments/${paid.paymentKey}`)).resolves.toMatchObject({
      body: { status: found },
    });
  });

  it.each([
    ['silent-charged', 'DONE'],
    ['silent', 'IN_PROGRESS'],
  ])(
    'whose answer is lost (%s) is captured once by a repetition with the same key',
    async (outcome, found) => {
      const paid = await merchant.pay({}, { outcome });
      const headers = { 'idempotency-key': randomUUID() };
      const lost = merchant.call('/payments/confirm', { body: paid, headers, timeoutMs: 300 });
      if (outcome === 'silent') {
        await new Promise((resolve) => setTimeout(resolve, 100));
        await expect(confirm(paid, headers)).resolves.toMatchObject(
          refusal('IDEMPOTENT_REQUEST_PROCESSING', 409),
        );
      }
      await expect(lost).rejects.toThrow();
      await expect(merchant.get(`/payments/${paid.paymentKey}`)).resolves.toMatchObject({
        body: { status: found },
      });
      await expect(confirm(paid, headers)).resolves.toMatchObject({ status: 200, body: { status: 'DONE' } });
      await expect(confirm(paid, headers)).resolves.toMatchObject({ status: 200, body: { status: 'DONE' } });
    },
  );

  it('expires without a confirmation after ten minutes, and without a buyer after thirty', async () => {
    const paid = await merchant.pay();
    const unpaid = await merchant.openWindow();
    await merchant.developers('advance', { ms: 10 * 60_000 });
    await expect(confirm(paid)).resolves.toMatchObject(refusal('NOT_FOUND_PAYMENT_SESSION', 404));
    await expect(merchant.get(`/payments/${paid.paymentKey}`)).resolves.toMatchObject({
      body: { status: 'EXPIRED' },
    });
    await expect(merchant.get(`/payments/${unpaid.paymentKey}`)).resolves.toMatchObject({
      body: { status: 'READY' },
    });
    await merchant.developers('advance', { ms: 20 * 60_000 });
    await expect(merchant.get(`/payments/${unpaid.paymentKey}`)).resolves.toMatchObject({
      body: { status: 'EXPIRED' },
    });
  });

  it('that the buyer gives up returns without the order, and one that the card company declines with it', async () => {
    const [given, declined] = [await merchant.openWindow(), await merchant.openWindow()];
    const closed = await merchant.answer(given.url, { answer: 'close' });
    expect(Object.fromEntries(closed?.searchParams ?? [])).toEqual({
      code: 'PAY_PROCESS_CANCELED',
      message: expect.any(String),
    });
    const refused = await merchant.answer(declined.url, { answer: 'decline' });
    expect(Object.fromEntries(refused?.searchParams ?? [])).toEqual({
      code: 'REJECT_CARD_COMPANY',
      message: expect.any(String),
      orderId: declined.asked.orderId,
    });
  });

  it('returns with its key, order and amount', async () => {
    const { asked, url, paymentKey } = await merchant.openWindow();
    const returned = await merchant.answer(url, { answer: 'approve', method: '카드', outcome: 'approve' });
    expect(returned?.origin + (returned?.pathname ?? '')).toBe(asked.successUrl);
    expect(Object.fromEntries(returned?.searchParams ?? [])).toEqual({
      paymentType: 'NORMAL',
      orderId: asked.orderId,
      paymentKey,
      amount: '2500',
    });
  });
});

inWindow('a refund (window)', () => {
  const cancel = (paymentKey: string, body: Record<string, unknown> = {}, headers?: Record<string, string>) =>
    merchant.call(`/payments/${paymentKey}/cancel`, { body: { cancelReason: '환불', ...body }, headers });
  const captured = async () => {
    const paid = await merchant.pay({ amount: 5_000 });
    await confirm(paid);
    return paid.paymentKey;
  };

  it('returns all of a payment, once', async () => {
    const paymentKey = await captured();
    await expect(cancel(paymentKey)).resolves.toMatchObject({
      status: 200,
      body: {
        status: 'CANCELED',
        balanceAmount: 0,
        cancels: [{ cancelAmount: 5_000, cancelStatus: 'DONE' }],
      },
    });
    await expect(cancel(paymentKey)).resolves.toMatchObject(refusal('ALREADY_CANCELED_PAYMENT'));
  });

  it('returns a part, and never more than is left', async () => {
    const paymentKey = await captured();
    await expect(cancel(paymentKey, { cancelAmount: 3_388 })).resolves.toMatchObject({
      body: { status: 'PARTIAL_CANCELED', balanceAmount: 1_612 },
    });
    await expect(cancel(paymentKey, { cancelAmount: 1_613 })).resolves.toMatchObject(
      refusal('NOT_CANCELABLE_AMOUNT', 403),
    );
    await expect(cancel(paymentKey, { cancelAmount: 1_612 })).resolves.toMatchObject({
      body: { status: 'CANCELED', balanceAmount: 0 },
    });
  });

  it('is made once for an Idempotency-Key', async () => {
    const paymentKey = await captured();
    const headers = { 'idempotency-key': randomUUID() };
    for (let time = 0; time < 3; time += 1)
      await expect(cancel(paymentKey, { cancelAmount: 1_000 }, headers)).resolves.toMatchObject({
        body: { balanceAmount: 4_000 },
      });
  });

  it('needs a captured payment', async () => {
    const { paymentKey } = await merchant.pay();
    await expect(cancel(paymentKey)).resolves.toMatchObject(refusal('NOT_CANCELABLE_PAYMENT', 403));
  });

  it('in the dashboard looks like one by the API', async () => {
    const paymentKey = await captured();
    await merchant.developers('cancel', { paymentKey, cancelReason: '대시보드', cancelAmount: 500 });
    await expect(merchant.get(`/payments/${paymentKey}`)).resolves.toMatchObject({
      body: { balanceAmount: 4_500, cancels: [{ cancelReason: '대시보드', cancelAmount: 500 }] },
    });
  });
});

inWindow('a virtual account (window)', () => {
  const issued = async () => {
    const paid = await merchant.pay({ method: '가상계좌', validHours: 24 });
    const { body } = await confirm(paid);
    return { paymentKey: paid.paymentKey, body };
  };
  const account = { bank: '20', accountNumber: '1234567890', holderName: '김지민' };

  it('waits for its deposit, which may be taken back', async () => {
    const { paymentKey, body } = await issued();
    expect(body).toMatchObject({
      status: 'WAITING_FOR_DEPOSIT',
      approvedAt: null,
      secret: expect.any(String),
      virtualAccount: { accountNumber: expect.stringMatching(/^X\d+$/), expired: false },
    });
    const status = async () => (await merchant.get(`/payments/${paymentKey}`)).body.status;
    await merchant.developers('deposit', { paymentKey });
    await expect(status()).resolves.toBe('DONE');
    await merchant.developers('deposit-error', { paymentKey });
    await expect(status()).resolves.toBe('WAITING_FOR_DEPOSIT');
  });

  it('is refunded to the account of the buyer only', async () => {
    const { paymentKey } = await issued();
    await merchant.developers('deposit', { paymentKey });
    const cancel = (body: unknown) => merchant.call(`/payments/${paymentKey}/cancel`, { body });
    await expect(cancel({ cancelReason: '환불' })).resolves.toMatchObject(
      refusal('INVALID_REFUND_ACCOUNT_INFO'),
    );
    const refund = await cancel({ cancelReason: '환불', refundReceiveAccount: account });
    expect(refund).toMatchObject({ status: 200, body: { status: 'CANCELED' } });
    expect(JSON.stringify(refund.body)).not.toContain(account.accountNumber);
  });

  it('expires on its due date', async () => {
    const { paymentKey } = await issued();
    await merchant.developers('advance', { ms: 24 * 3_600_000 });
    await expect(merchant.get(`/payments/${paymentKey}`)).resolves.toMatchObject({
      body: { status: 'EXPIRED', virtualAccount: { expired: true } },
    });
  });
});

inWindow('the list of transactions (window)', () => {
  it('has each movement of money in order, in pages', async () => {
    const paid = await merchant.pay();
    await confirm(paid);
    await merchant.call(`/payments/${paid.paymentKey}/cancel`, { body: { cancelReason: '환불' } });
    const list = (query: string) =>
      merchant.get<{ paymentKey: string; transactionKey: string }[]>(
        `/transactions?startDate=2026-01-01T00:00:00&endDate=2099-01-01T00:00:00${query}`,
      );
    const { body: all } = await list('&limit=10000');
    const [capture, refund] = all.filter(({ paymentKey }) => paymentKey === paid.paymentKey);
    expect([capture, refund]).toMatchObject([
      { status: 'DONE', amount: 2_500, orderId: paid.orderId },
      { status: 'CANCELED', amount: 2_500 },
    ]);
    await expect(list(`&limit=1&startingAfter=${capture?.transactionKey}`)).resolves.toMatchObject({
      body: [{ transactionKey: refund?.transactionKey }],
    });
    await expect(list('&startingAfter=none')).resolves.toMatchObject(refusal('INVALID_TRANSACTION_KEY'));
  });
});
