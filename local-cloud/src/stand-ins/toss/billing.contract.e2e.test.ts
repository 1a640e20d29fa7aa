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
const charge = (
  { billingKey, customerKey }: { billingKey: string; customerKey: string },
  over: Record<string, unknown> = {},
) =>
  merchant.call(`/billing/${billingKey}`, {
    body: { customerKey, amount: 2_500, orderId: randomUUID(), orderName: '베이직', ...over },
  });

inWindow('a billing key (window)', () => {
  it('is issued once for the window’s key, and to its customer only', async () => {
    const registered = await merchant.register();
    const issue = (body: unknown) => merchant.call('/billing/authorizations/issue', { body });
    await expect(issue({ ...registered, customerKey: randomUUID() })).resolves.toMatchObject(
      refusal('NOT_MATCHES_CUSTOMER_KEY'),
    );
    await expect(issue(registered)).resolves.toMatchObject({
      status: 200,
      body: {
        customerKey: registered.customerKey,
        billingKey: expect.any(String),
        method: '카드',
        card: { number: expect.stringMatching(/^\d{8}\*{4}\d{3}\*$/) },
      },
    });
    await expect(issue(registered)).resolves.toMatchObject(refusal('INVALID_REQUEST'));
  });

  it('is charged for its customer, once for each order', async () => {
    const card = await merchant.issue();
    const orderId = randomUUID();
    await expect(charge({ ...card, customerKey: randomUUID() })).resolves.toMatchObject(
      refusal('NOT_MATCHES_CUSTOMER_KEY'),
    );
    await expect(charge(card, { orderId })).resolves.toMatchObject({
      status: 200,
      body: { type: 'BILLING', status: 'DONE', orderId, totalAmount: 2_500 },
    });
    await expect(charge(card, { orderId })).resolves.toMatchObject(refusal('DUPLICATED_ORDER_ID'));
    await expect(charge(card, { amount: 99 })).resolves.toMatchObject(refusal('BELOW_MINIMUM_AMOUNT'));
  });

  it.each([
    ['limit', 'REJECT_CARD_PAYMENT', 403],
    ['stopped', 'INVALID_STOPPED_CARD', 400],
    ['lost', 'INVALID_CARD_LOST_OR_STOLEN', 400],
    ['unsure', 'PROVIDER_ERROR', 400],
  ])('of a card whose outcome becomes %s answers %s', async (outcome, code, status) => {
    const card = await merchant.issue();
    await merchant.developers('card', { billingKey: card.billingKey, outcome });
    await expect(charge(card)).resolves.toMatchObject(refusal(code, status));
  });

  it('whose answer is lost is found by its order', async () => {
    const card = await merchant.issue('silent-charged');
    const orderId = randomUUID();
    const body = { customerKey: card.customerKey, amount: 2_500, orderId, orderName: '베이직' };
    await expect(merchant.call(`/billing/${card.billingKey}`, { body, timeoutMs: 300 })).rejects.toThrow();
    await expect(merchant.get(`/payments/orders/${orderId}`)).resolves.toMatchObject({
      body: { status: 'DONE', type: 'BILLING' },
    });
  });

  it('that was deleted takes no charge', async () => {
    const card = await merchant.issue();
    await expect(merchant.call(`/billing/${card.billingKey}`, { method: 'DELETE' })).resolves.toMatchObject({
      status: 200,
    });
    await expect(charge(card)).resolves.toMatchObject(refusal('NOT_FOUND_BILLING_KEY', 404));
  });
});
