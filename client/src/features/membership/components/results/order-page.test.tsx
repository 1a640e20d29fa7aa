import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { focusManager } from '@tanstack/react-query';
import { act, screen } from '@testing-library/react';
import { ApiError } from '@/shared/api/api-error';
import { mockHttp, type Answers } from '@/testing/http';
import { anOrder, anOrderId, anUnpaidOrder, today } from '@/testing/membership';
import { withSession } from '@/testing/notes';
import { renderApp } from '@/testing/render';
import { returnedPayments } from '../../model/returned-payments';
import type { ReturnedBy } from '../../model/order-view';

const answers: Answers = {};
const sent = mockHttp(answers);
const { OrderPage } = await import('./order-page');

const payment = { paymentKey: 'key', amount: 2_500 };
const refuse = (code: ConstructorParameters<typeof ApiError>[0]) => () => {
  throw new ApiError(code);
};
const operations = () => sent.map(({ operation }) => operation);
const pass = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms));

withSession();
beforeEach(() => {
  jest.useFakeTimers({ now: today });
  sent.length = 0;
  returnedPayments.keep(anOrderId, payment);
  Object.assign(answers, {
    confirmOrder: () => anOrder(),
    getOrder: () => anOrder(),
    abandonOrder: () => anUnpaidOrder({ state: 'abandoned' }),
  });
});
afterEach(() => {
  focusManager.setFocused(undefined);
  jest.useRealTimers();
});

const open = async (returnedBy: ReturnedBy = { result: 'success', code: null }) => {
  renderApp(<OrderPage orderId={anOrderId} returnedBy={returnedBy} notFound={<p>없는 주문</p>} />);
  await pass(10);
};
const heading = () => screen.getByRole('heading', { level: 1 }).textContent;
const linkTo = (name: string) => screen.getByRole('link', { name }).getAttribute('href');

describe('a payment that the window has returned with', () => {
  it('is confirmed once, and shows the plan with its last day and the receipt', async () => {
    await open();
    expect(sent).toEqual([
      { operation: 'confirmOrder', input: { params: { orderId: anOrderId }, body: payment } },
    ]);
    expect(heading()).toBe('BASIC 멤버십을 샀어요');
    expect(screen.getByText('11월 28일부터 12월 28일까지 이용해요.')).toBeTruthy();
    expect(screen.getByText('카드 ····1234')).toBeTruthy();
    expect(linkTo('영수증 (새 탭에서 열려요)')).toBe('https://dashboard.tosspayments.com/receipt/1');
    expect(linkTo('마루로 돌아가기')).toBe('/servers');
    expect(screen.queryByRole('link', { name: '다시 결제' })).toBeNull();
    expect(returnedPayments.find(anOrderId)).toBeUndefined();
  });

  it('warns of a second payment while the confirmation is awaited', async () => {
    answers.confirmOrder = () => new Promise(() => undefined);
    await open();
    expect(heading()).toBe('결제를 확인하고 있어요');
    expect(screen.getByText(/^다시 결제하지 마세요\./)).toBeTruthy();
    expect(screen.queryByRole('link')).toBeNull();
  });

  it('is read out in the region that announced its confirmation', async () => {
    let answer = (): void => undefined;
    answers.confirmOrder = () => new Promise((resolve) => (answer = () => resolve(anOrder())));
    await open();
    const region = screen.getByRole('status');
    expect(region.textContent).toContain('결제를 확인하고 있어요');
    answer();
    await pass(10);
    expect(screen.getByRole('status')).toBe(region);
    expect(region.textContent).toContain('BASIC 멤버십을 샀어요');
  });

  it('is shown without a second confirmation after a reload', async () => {
    returnedPayments.forget(anOrderId);
    await open();
    expect(operations()).toEqual(['getOrder']);
    expect(heading()).toBe('BASIC 멤버십을 샀어요');
  });

  it('is kept while the service cannot be reached, and confirmed by a retry', async () => {
    answers.confirmOrder = refuse('UNREACHABLE');
    await open();
    expect(returnedPayments.find(anOrderId)).toEqual(payment);
    expect(screen.getByText(/다시 결제하지 말고 다시 확인해 주세요\.$/)).toBeTruthy();
    answers.confirmOrder = () => anOrder();
    act(() => screen.getByRole('button', { name: '다시 시도' }).click());
    await pass(10);
    expect(heading()).toBe('BASIC 멤버십을 샀어요');
  });

  it.each([
    ['REJECT_CARD_PAYMENT', '카드 한도나 잔액이 부족해요.'],
    ['INVALID_STOPPED_CARD', '정지된 카드예요.'],
    ['INVALID_CARD_LOST_OR_STOLEN', '분실하거나 도난당한 것으로 신고된 카드예요.'],
    ['UNKNOWN', '결제가 끝나지 않았어요.'],
  ])('that failed with %s says so in plain words, and that no money moved', async (failureCode, words) => {
    answers.confirmOrder = () => anUnpaidOrder({ state: 'failed', failureCode });
    await open();
    expect(heading()).toBe('결제하지 못했어요');
    const text = screen.getByRole('status').textContent;
    expect(text).toContain(words);
    expect(text).toContain('돈은 빠져나가지 않았어요.');
    expect(linkTo('다시 결제')).toBe('/membership/checkout?plan=basic');
  });

  it.each(['ORDER_CLOSED', 'CONFLICT'] as const)('refused with %s shows the order as it is', async (code) => {
    answers.confirmOrder = refuse(code);
    answers.getOrder = () => anUnpaidOrder({ state: 'abandoned' });
    await open();
    expect(heading()).toBe('닫힌 주문이에요');
    expect(screen.getByText(/돈은 빠져나가지 않았어요\.$/)).toBeTruthy();
    expect(returnedPayments.find(anOrderId)).toBeUndefined();
  });

  it('after too many attempts waits for a retry', async () => {
    answers.confirmOrder = refuse('RATE_LIMITED');
    await open();
    expect(screen.getByRole('button', { name: '다시 시도' })).toBeTruthy();
  });

  it("of another buyer's order shows that there is none", async () => {
    answers.confirmOrder = refuse('NOT_FOUND');
    await open();
    expect(screen.getByText('없는 주문')).toBeTruthy();
  });
});

describe('a payment with an unknown result', () => {
  beforeEach(() => {
    answers.confirmOrder = () => anUnpaidOrder({ state: 'confirming' });
    answers.getOrder = () => anUnpaidOrder({ state: 'confirming' });
  });

  it('warns of a second payment, and finishes by itself', async () => {
    await open();
    expect(heading()).toBe('결제를 확인하고 있어요');
    expect(screen.getByText(/^다시 결제하지 마세요\./)).toBeTruthy();
    expect(screen.queryByRole('link', { name: '다시 결제' })).toBeNull();
    answers.getOrder = () => anOrder();
    await pass(2_100);
    expect(heading()).toBe('BASIC 멤버십을 샀어요');
    await pass(60_000);
    expect(operations()).toEqual(['confirmOrder', 'getOrder']);
  });

  it('is asked for with growing pauses, for ten minutes; then its result is mailed', async () => {
    await open();
    await pass(60_000);
    const inFirstMinute = sent.length;
    expect(inFirstMinute).toBeGreaterThan(5);
    expect(inFirstMinute).toBeLessThan(12);
    await pass(10 * 60_000);
    const asked = sent.length;
    expect(asked).toBeLessThan(50);
    expect(screen.getByText(/결과를 메일로 알려 드릴게요\.$/)).toBeTruthy();
    await pass(120_000);
    expect(sent).toHaveLength(asked);
  });

  it('is not asked for while the page is hidden', async () => {
    await open();
    focusManager.setFocused(false);
    await pass(60_000);
    expect(operations()).toEqual(['confirmOrder']);
  });

  it('keeps its state through an answer that fails', async () => {
    await open();
    answers.getOrder = refuse('UNREACHABLE');
    await pass(5_000);
    expect(heading()).toBe('결제를 확인하고 있어요');
    answers.getOrder = () => anOrder();
    await pass(15_000);
    expect(heading()).toBe('BASIC 멤버십을 샀어요');
  });
});

describe('a window that has returned without a payment', () => {
  it('was closed by the buyer: the order is closed, calmly', async () => {
    await open({ result: 'fail', code: 'PAY_PROCESS_CANCELED' });
    expect(operations()).toEqual(['abandonOrder']);
    expect(heading()).toBe('결제창을 닫았어요');
    expect(screen.getByText('돈은 빠져나가지 않았어요.')).toBeTruthy();
    expect(linkTo('다시 결제')).toBe('/membership/checkout?plan=basic');
  });

  it('was refused by the card company', async () => {
    await open({ result: 'fail', code: 'REJECT_CARD_COMPANY' });
    expect(screen.getByText(/^카드사가 결제를 거절했어요\./)).toBeTruthy();
  });

  it('does not hide that the order is paid', async () => {
    answers.abandonOrder = () => anOrder();
    await open({ result: 'fail', code: 'PAY_PROCESS_CANCELED' });
    expect(heading()).toBe('BASIC 멤버십을 샀어요');
  });
});

describe('a refund', () => {
  beforeEach(() => returnedPayments.forget(anOrderId));

  it.each([
    [
      anOrder({ state: 'refunding' }),
      '환불하고 있어요',
      '이 결제로는 멤버십을 드릴 수 없어서 2,500원을 모두 돌려 드려요.',
    ],
    [anOrder({ isRefunding: true }), '환불을 요청했어요', '3영업일 안에 결제한 방법으로 돌려 드려요.'],
    [
      anOrder({ state: 'refunded', refundedAmount: 2_500 }),
      '환불했어요',
      '2,500원을 결제한 방법으로 돌려 드렸어요.',
    ],
  ])('is shown %#', async (order, title, text) => {
    answers.getOrder = () => order;
    await open();
    expect(heading()).toBe(title);
    expect(screen.getByText(text)).toBeTruthy();
  });

  it('of an order that was never paid is none: it can still be paid', async () => {
    answers.getOrder = () => anUnpaidOrder();
    await open();
    expect(heading()).toBe('아직 결제하지 않은 주문이에요');
    expect(linkTo('다시 결제')).toBe('/membership/checkout?plan=basic');
  });
});
