import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { waitFor } from '@testing-library/react';
import { clearTossPayments } from '@tosspayments/payment-sdk';
import { openCardWindow, openPaymentWindow, PaymentWindowError } from './toss';

/** As Toss' script defines it. */
type TossGlobal = typeof globalThis & { TossPayments?: (clientKey: string) => unknown };
// The script adds it to the page's global object.
const page = globalThis as TossGlobal;

const params = {
  amount: 2_500,
  orderId: '01JF0000000000000000000000',
  orderName: '마루 BASIC 한 달',
  customerName: '지민',
  successUrl: 'http://localhost/success',
  failUrl: 'http://localhost/fail',
};
const open = () => openPaymentWindow({ sdkUrl: 'http://toss.test/sdk', clientKey: 'test_ck', ...params });
const scripts = () => [...document.querySelectorAll<HTMLScriptElement>('script')];
const requestPayment = jest.fn<(method: string, given: unknown) => Promise<void>>();
const requestBillingAuth = jest.fn<(method: string, given: unknown) => Promise<void>>();
const define = () => {
  page.TossPayments = jest.fn(() => ({ requestPayment, requestBillingAuth }));
};

beforeEach(() => {
  requestPayment.mockReset().mockResolvedValue();
  requestBillingAuth.mockReset().mockResolvedValue();
});
afterEach(() => {
  delete page.TossPayments;
  clearTossPayments();
  scripts().forEach((script) => script.remove());
});

describe('the payment window', () => {
  it('is opened for a card by the script of the given address', async () => {
    const opened = open();
    const [script] = scripts();
    expect(script?.src).toBe('http://toss.test/sdk');
    define();
    script?.dispatchEvent(new Event('load'));
    await opened;
    expect(page.TossPayments).toHaveBeenCalledWith('test_ck');
    expect(requestPayment).toHaveBeenCalledWith('카드', params);
  });

  it('is opened without a second script if the first one is there', async () => {
    define();
    await open();
    expect(scripts()).toEqual([]);
  });

  it('a script that does not load is refused, and loaded again by the next attempt', async () => {
    const opened = open();
    scripts()[0]?.dispatchEvent(new Event('error'));
    await expect(opened).rejects.toMatchObject({ reason: 'unreachable' });
    expect(scripts()).toEqual([]);
    const again = open();
    await waitFor(() => expect(scripts()).toHaveLength(1));
    define();
    scripts()[0]?.dispatchEvent(new Event('load'));
    await again;
  });

  it('a script that defines nothing is refused', async () => {
    const opened = open();
    scripts()[0]?.dispatchEvent(new Event('load'));
    await expect(opened).rejects.toMatchObject({ reason: 'unreachable' });
  });

  it.each([
    ['USER_CANCEL', 'closed'],
    ['PAY_PROCESS_CANCELED', 'closed'],
    ['NETWORK_ERROR', 'unreachable'],
    ['INVALID_PARAMETER', 'refused'],
    ['FORBIDDEN_SCRIPT', 'refused'],
  ])('a rejection with %s counts as %s', async (code, reason) => {
    define();
    requestPayment.mockRejectedValue(Object.assign(new Error('message'), { code }));
    const error = await open().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PaymentWindowError);
    expect(error).toMatchObject({ reason });
  });
});

describe('the window for a card', () => {
  const card = {
    customerKey: 'customer',
    customerName: '지민',
    successUrl: 'http://localhost/success',
    failUrl: 'http://localhost/fail',
  };
  const openCard = () => openCardWindow({ sdkUrl: 'http://toss.test/sdk', clientKey: 'test_ck', ...card });

  it('is opened by the same script', async () => {
    define();
    await openCard();
    expect(requestBillingAuth).toHaveBeenCalledWith('카드', card);
    expect(requestPayment).not.toHaveBeenCalled();
  });

  it('that is closed is told from one that fails', async () => {
    define();
    requestBillingAuth.mockRejectedValue(Object.assign(new Error('message'), { code: 'USER_CANCEL' }));
    await expect(openCard()).rejects.toMatchObject({ reason: 'closed' });
  });
});
