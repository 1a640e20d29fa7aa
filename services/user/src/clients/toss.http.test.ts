import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createLogger } from '@maru/service-kit/logger';
import { HttpTossClient } from './toss.http.js';

let server: Server;
let reply: { status: number; body: string } | undefined;
let seen: { url: string; authorization: string; key: string | undefined }[] = [];
const lines: string[] = [];

beforeAll(async () => {
  server = createServer((req, res) => {
    const key = req.headers['idempotency-key'];
    seen.push({
      url: String(req.url),
      authorization: String(req.headers.authorization),
      key: typeof key === 'string' ? key : undefined,
    });
    if (reply) res.writeHead(reply.status, { 'content-type': 'application/json' }).end(reply.body);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  seen = [];
  lines.length = 0;
});

const client = () => {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const log = createLogger({
    service: 'user',
    level: 'debug',
    destination: { write: (line) => void lines.push(line) },
  });
  return new HttpTossClient({
    apiUrl: `http://127.0.0.1:${port}`,
    secretKey: 'test_sk_secret',
    log,
    timeoutMs: 200,
  });
};
const request = { body: { paymentKey: 'tpay_secret' }, idempotencyKey: 'key-1' };
const error = (status: number, code: string) => ({ status, body: JSON.stringify({ code, message: '' }) });

describe('an answer of Toss', () => {
  it.each([
    [403, 'REJECT_CARD_PAYMENT', 'declined'],
    [400, 'INVALID_STOPPED_CARD', 'declined'],
    [404, 'NOT_FOUND_PAYMENT_SESSION', 'declined'],
    [400, 'ALREADY_PROCESSED_PAYMENT', 'unknown'],
    [400, 'DUPLICATED_ORDER_ID', 'unknown'],
    [400, 'PROVIDER_ERROR', 'unknown'],
    [400, 'CARD_PROCESSING_ERROR', 'unknown'],
    [403, 'FORBIDDEN_CONSECUTIVE_REQUEST', 'unknown'],
    [409, 'IDEMPOTENT_REQUEST_PROCESSING', 'unknown'],
    [429, 'TOO_MANY_REQUESTS', 'unknown'],
    [500, 'FAILED_INTERNAL_SYSTEM_PROCESSING', 'unknown'],
    [401, 'UNAUTHORIZED_KEY', 'unknown'],
    [403, 'INCORRECT_BASIC_AUTH_FORMAT', 'unknown'],
  ])('with status %i and code %s is %s', async (status, code, kind) => {
    reply = error(status, code);
    expect(await client().confirm(request)).toMatchObject({ kind, code });
  });

  it('about our keys raises an alarm', async () => {
    reply = error(401, 'UNAUTHORIZED_KEY');
    await client().confirm(request);
    expect(lines.some((line) => line.includes('"level":"error"') || line.includes('"level":50'))).toBe(true);
  });

  it('that never comes, or is no JSON, is unknown, and no line of the log names the payment', async () => {
    reply = undefined;
    expect((await client().find('tpay_secret')).kind).toBe('unknown');
    reply = { status: 200, body: '<html>' };
    expect((await client().find('tpay_secret')).kind).toBe('unknown');
    expect(lines.join('')).not.toContain('tpay_secret');
  });

  it('whose decorations are longer than their columns, or of another kind, is read without them', async () => {
    const long = 'x'.repeat(2_000);
    const payment = { paymentKey: 'a', orderId: 'b', status: 'DONE', currency: 'KRW' };
    const money = { totalAmount: 2_500, balanceAmount: 2_500, approvedAt: '2027-03-05T10:00:00+09:00' };
    const decorations = { method: long, card: { issuerCode: long, number: 7 }, receipt: { url: long } };
    const failure = { code: long };
    reply = { status: 200, body: JSON.stringify({ ...payment, ...money, ...decorations, failure }) };
    expect(await client().find('a')).toMatchObject({
      kind: 'payment',
      payment: {
        ...money,
        method: null,
        card: { issuerCode: null, number: null },
        receipt: { url: null },
        failure: { code: null },
      },
    });
  });

  it('to a question is missing only if Toss knows no such payment', async () => {
    reply = error(404, 'NOT_FOUND_PAYMENT');
    expect(await client().find('a/b')).toEqual({ kind: 'missing' });
    expect(seen[0]?.url).toBe('/v1/payments/a%2Fb');
    reply = error(403, 'FORBIDDEN_CONSECUTIVE_REQUEST');
    expect((await client().find('a')).kind).toBe('unknown');
  });
});

it('requests carry the secret key and, if they move money, their idempotency key', async () => {
  reply = error(500, 'COMMON_ERROR');
  await client().cancel('tpay_1', request);
  await client().find('tpay_1');
  const authorization = `Basic ${Buffer.from('test_sk_secret:').toString('base64')}`;
  expect(seen).toEqual([
    { url: '/v1/payments/tpay_1/cancel', authorization, key: 'key-1' },
    { url: '/v1/payments/tpay_1', authorization, key: undefined },
  ]);
});

describe('a card', () => {
  const issue = { body: { authKey: 'bln_secret', customerKey: 'c-1' }, idempotencyKey: 'key-1' };

  it('is issued with the facts that receipts show', async () => {
    const card = { issuerCode: '61', number: '43301234****123*', cardType: '신용' };
    reply = { status: 200, body: JSON.stringify({ billingKey: 'bk_secret', customerKey: 'c-1', card }) };
    expect(await client().issueBillingKey(issue)).toEqual({
      kind: 'card',
      card: { billingKey: 'bk_secret', issuerCode: '61', last4: '123*' },
    });
    expect(seen).toMatchObject([{ url: '/v1/billing/authorizations/issue', key: 'key-1' }]);
  });

  it.each([
    [error(400, 'INVALID_REQUEST'), 'declined'],
    [error(400, 'NOT_MATCHES_CUSTOMER_KEY'), 'declined'],
    [error(500, 'FAILED_INTERNAL_SYSTEM_PROCESSING'), 'unknown'],
    [error(401, 'UNAUTHORIZED_KEY'), 'unknown'],
    [{ status: 200, body: '{}' }, 'unknown'],
  ])('that is not issued (%j) is %s', async (answer, kind) => {
    reply = answer;
    expect((await client().issueBillingKey(issue)).kind).toBe(kind);
  });

  it.each([
    [{ status: 200, body: '' }, true],
    [error(404, 'NOT_FOUND_BILLING_KEY'), true],
    [error(400, 'INVALID_REQUEST'), false],
    [error(500, 'FAILED_INTERNAL_SYSTEM_PROCESSING'), false],
  ])('whose deletion is answered by %j is deleted: %p', async (answer, isDeleted) => {
    reply = answer;
    expect(await client().deleteBillingKey('bk_secret')).toBe(isDeleted);
    expect(lines.join('')).not.toContain('bk_secret');
  });

  it('is charged under its key, and its payment is found by the order', async () => {
    reply = error(404, 'NOT_FOUND_BILLING_KEY');
    expect(await client().charge('bk/1', request)).toEqual({
      kind: 'declined',
      code: 'NOT_FOUND_BILLING_KEY',
    });
    reply = error(404, 'NOT_FOUND_PAYMENT');
    expect(await client().findByOrder('order-1')).toEqual({ kind: 'missing' });
    expect(seen.map(({ url }) => url)).toEqual(['/v1/billing/bk%2F1', '/v1/payments/orders/order-1']);
  });
});
