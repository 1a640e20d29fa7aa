import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { merchantOf, startTossTarget, type TossBody, type TossTarget } from '../testing/toss-target.js';

interface Received {
  headers: IncomingHttpHeaders;
  body: TossBody;
}

let target: TossTarget;
let merchant: ReturnType<typeof merchantOf>;
let server: Server;
const received: Received[] = [];
let failures = 0;
beforeAll(async () => {
  server = createServer(async (req, res) => {
    // Toss' own JSON.
    received.push({ headers: req.headers, body: JSON.parse(await text(req)) as TossBody });
    res.statusCode = failures > 0 ? 500 : 200;
    failures -= 1;
    res.end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  // One minute passes in 6 ms.
  target = await startTossTarget({ webhookUrl: `http://127.0.0.1:${port}/`, webhookSpeed: 10_000 });
  merchant = merchantOf(target);
});
afterAll(async () => {
  await target.stop();
  server.closeAllConnections();
  server.close();
});

const eventsOf = (orderId: string) =>
  received.filter(({ body }) => body.orderId === orderId || body.data?.orderId === orderId);
const until = async (isSo: () => boolean) => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
};
const confirm = (body: unknown) => merchant.call('/payments/confirm', { body });

const inWindow = process.env.CONTRACT_TOSS === 'sandbox' ? describe.skip : describe;

inWindow('webhooks (window, webhook)', () => {
  it('announce a payment from its capture on, unsigned', async () => {
    const paid = await merchant.pay();
    expect(eventsOf(paid.orderId)).toEqual([]);
    await confirm(paid);
    await until(() => eventsOf(paid.orderId).length === 1);
    const [event] = eventsOf(paid.orderId);
    expect(event?.body).toMatchObject({
      eventType: 'PAYMENT_STATUS_CHANGED',
      createdAt: expect.any(String),
      data: { status: 'DONE', paymentKey: paid.paymentKey },
    });
    expect(event?.headers).toMatchObject({
      'tosspayments-webhook-transmission-id': expect.any(String),
      'tosspayments-webhook-transmission-retried-count': '0',
    });
    expect(event?.headers['tosspayments-webhook-signature']).toBeUndefined();
  });

  it('are repeated under the same id until they are answered with 200', async () => {
    failures = 3;
    const paid = await merchant.pay();
    await confirm(paid);
    await until(() => eventsOf(paid.orderId).length === 4);
    const headers = eventsOf(paid.orderId).map((event) => event.headers);
    expect(new Set(headers.map((each) => each['tosspayments-webhook-transmission-id'])).size).toBe(1);
    expect(headers.map((each) => each['tosspayments-webhook-transmission-retried-count'])).toEqual([
      '0',
      '1',
      '2',
      '3',
    ]);
  });

  it('announce a deposit with the payment’s secret, and its reversal', async () => {
    const paid = await merchant.pay({ method: '가상계좌' });
    const { body } = await confirm(paid);
    await merchant.developers('deposit', { paymentKey: paid.paymentKey });
    await until(() => eventsOf(paid.orderId).length === 2);
    await merchant.developers('deposit-error', { paymentKey: paid.paymentKey });
    await until(() => eventsOf(paid.orderId).length === 3);
    const deposits = eventsOf(paid.orderId)
      .map((event) => event.body)
      .filter(({ eventType }) => eventType === undefined);
    expect(deposits).toEqual(
      ['DONE', 'WAITING_FOR_DEPOSIT'].map((status) => ({
        createdAt: expect.any(String),
        secret: body.secret,
        status,
        transactionKey: expect.any(String),
        orderId: paid.orderId,
      })),
    );
  });

  it('announce no charge of a billing key, but its deletion', async () => {
    const card = await merchant.issue();
    const body = {
      customerKey: card.customerKey,
      amount: 2_500,
      orderId: 'order-of-a-card',
      orderName: '베이직',
    };
    await merchant.call(`/billing/${card.billingKey}`, { body });
    await merchant.developers('delete-card', { billingKey: card.billingKey, reason: null });
    await until(() => received.some((event) => event.body.eventType === 'BILLING_DELETED'));
    expect(received.at(-1)?.body).toMatchObject({ data: { billingKey: card.billingKey, reason: null } });
    expect(eventsOf('order-of-a-card')).toEqual([]);
  });
});
