import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTossServer } from '../toss/server.js';

/** Toss under test. */
export interface TossTarget {
  apiUrl: string;
  secretKey: string;
  /** The stand-in's windows and developer centre; undefined at Toss itself, where only the API can be tested. */
  local?: { origin: string; clientKey: string };
  stop(): Promise<void>;
}

/**
 * The stand-in, started for the suite; or, with `CONTRACT_TOSS=sandbox` and `CONTRACT_TOSS_SECRET_KEY=<a test key>`, Toss' own sandbox, for
 * the cases that need the API only.
 */
export const startTossTarget = async (
  options: { webhookUrl?: string; webhookSpeed?: number } = {},
): Promise<TossTarget> => {
  if (process.env.CONTRACT_TOSS === 'sandbox')
    return {
      apiUrl: 'https://api.tosspayments.com/v1',
      secretKey: process.env.CONTRACT_TOSS_SECRET_KEY ?? '',
      stop: async () => {},
    };
  const dataDir = await mkdtemp(join(tmpdir(), 'maru-toss-'));
  const toss = createTossServer({ dataDir, isThrowaway: true, ...options });
  await once(toss.server.listen(0, '127.0.0.1'), 'listening');
  // A server that listens on a port has an address of this kind.
  const { port } = toss.server.address() as AddressInfo;
  const { tossUrl, tossClientKey, tossSecretKey } = toss.mount(`http://127.0.0.1:${port}`);
  return {
    apiUrl: `${tossUrl}/v1`,
    secretKey: tossSecretKey,
    local: { origin: tossUrl, clientKey: tossClientKey },
    stop: async () => {
      toss.stop();
      toss.server.closeAllConnections();
      toss.server.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};

/** Fields of Toss' JSON that cases read. */
export interface TossBody {
  code?: string;
  message?: string;
  url?: string;
  status?: string;
  orderId?: string;
  secret?: string;
  billingKey?: string;
  customerKey?: string;
  eventType?: string;
  data?: TossBody;
}

export interface TossReply<T> {
  status: number;
  body: T;
}

interface CallOptions {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
  timeoutMs?: number;
}

/** Calls of a merchant with the target's secret key, and of a buyer in the stand-in's windows. */
export const merchantOf = (target: TossTarget) => {
  const local = () => {
    if (!target.local) throw new Error('only the stand-in has windows');
    return target.local;
  };
  const basic = `Basic ${Buffer.from(`${target.secretKey}:`).toString('base64')}`;
  const call = async <T = TossBody>(
    path: string,
    { method = 'POST', body, headers, timeoutMs = 10_000 }: CallOptions = {},
  ): Promise<TossReply<T>> => {
    const response = await fetch(target.apiUrl + path, {
      method,
      headers: { authorization: basic, 'content-type': 'application/json', ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    // Toss' own JSON.
    return { status: response.status, body: (text ? JSON.parse(text) : undefined) as T };
  };
  const post = async (path: string, body: unknown) => {
    const response = await fetch(local().origin + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    // The stand-in's own JSON.
    return { status: response.status, body: (await response.json()) as TossBody };
  };
  /** Submits the window's form. Returns the address that the browser goes to, or undefined when it stays. */
  const answer = async (url: string, fields: Record<string, string>) => {
    const response = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams(fields),
      redirect: 'manual',
    });
    const location = response.headers.get('location');
    return location ? new URL(location) : undefined;
  };
  const urls = { successUrl: 'http://maru.test/ok', failUrl: 'http://maru.test/fail' };
  const order = (over: Record<string, unknown> = {}) => ({
    method: '카드',
    orderId: randomUUID(),
    orderName: '베이직 1개월',
    amount: 2_500,
    ...urls,
    ...over,
  });

  return {
    call,
    get: <T = TossBody>(path: string) => call<T>(path, { method: 'GET' }),
    developers: (path: string, body: unknown) => post(`/developers/${path}`, body),
    order,
    answer,
    /** Opens a payment window. Returns its address and the payment's key. */
    async openWindow(asked = order()) {
      const { body } = await post('/window/payments', { clientKey: local().clientKey, ...asked });
      return { asked, url: String(body.url), paymentKey: String(body.url).split('/').at(-1) ?? '' };
    },
    openBillingWindow: (customerKey: string, clientKey = local().clientKey) =>
      post('/window/billing', { clientKey, customerKey, ...urls }),
    /** The buyer pays in the window. Returns what the merchant confirms. */
    async pay(over: Record<string, unknown> = {}, fields: Record<string, string> = {}) {
      const { asked, url, paymentKey } = await this.openWindow(order(over));
      await answer(url, { answer: 'approve', method: asked.method, outcome: 'approve', ...fields });
      return { paymentKey, orderId: asked.orderId, amount: asked.amount };
    },
    /** A card that a buyer has registered. */
    async register(outcome = 'approve') {
      const customerKey = randomUUID();
      const { body } = await this.openBillingWindow(customerKey);
      const returned = await answer(String(body.url), { answer: 'approve', outcome });
      return { customerKey, authKey: returned?.searchParams.get('authKey') ?? '' };
    },
    async issue(outcome = 'approve') {
      const issued = await call('/billing/authorizations/issue', { body: await this.register(outcome) });
      return { billingKey: String(issued.body.billingKey), customerKey: String(issued.body.customerKey) };
    },
  };
};
