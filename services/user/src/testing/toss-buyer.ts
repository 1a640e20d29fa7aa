import type { Env } from '../config/env.js';

export interface Ordered {
  orderId: string;
  amount: number;
}

/** A buyer in the windows of Toss' stand-in, and the operator in its dashboard. */
export const createTossBuyer = ({ TOSS_API_URL: origin, TOSS_CLIENT_KEY: clientKey }: Env) => {
  const post = async (path: string, body: unknown): Promise<Record<string, unknown>> => {
    const response = await fetch(origin + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    // The stand-in's own JSON.
    return (await response.json()) as Record<string, unknown>;
  };

  const openWindow = async ({ orderId, amount }: Ordered): Promise<string> => {
    const [successUrl, failUrl] = ['http://maru.test/success', 'http://maru.test/fail'];
    const asked = { method: '카드', orderId, amount, orderName: '마루', successUrl, failUrl };
    const { url } = await post('/window/payments', { clientKey, ...asked });
    return String(url);
  };

  return {
    /** Chooses a card in the window; `outcome` is what its company says once the payment is confirmed. Returns what the page gets. */
    async authenticate(order: Ordered, outcome = 'approve'): Promise<{ paymentKey: string; amount: number }> {
      const url = await openWindow(order);
      const form = new URLSearchParams({ answer: 'approve', method: '카드', outcome });
      await fetch(url, { method: 'POST', body: form, redirect: 'manual' });
      return { paymentKey: url.split('/').at(-1) ?? '', amount: order.amount };
    },
    /** Registers a card in the window; `outcome` is what its company says to each charge. Returns the one-time key. */
    async registerCard(customerKey: string, outcome = 'approve'): Promise<string> {
      const [successUrl, failUrl] = ['http://maru.test/success', 'http://maru.test/fail'];
      const { url } = await post('/window/billing', { clientKey, customerKey, successUrl, failUrl });
      const body = new URLSearchParams({ answer: 'approve', outcome });
      const answer = await fetch(String(url), { method: 'POST', body, redirect: 'manual' });
      return new URL(answer.headers.get('location') ?? '').searchParams.get('authKey') ?? '';
    },
    /** Changes what the company of a card says from now on. */
    setCard: (billingKey: string, outcome: string) => post('/developers/card', { billingKey, outcome }),
    /** Refunds a payment in Toss' dashboard. */
    cancelInDashboard: (paymentKey: string, cancelAmount?: number) =>
      post('/developers/cancel', { paymentKey, cancelReason: '고객 요청', cancelAmount }),
  };
};
