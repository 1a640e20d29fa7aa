import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { MembershipPage } from '@maru/contracts/http/user/membership';
import { onlineManager } from '@tanstack/react-query';
import { act, screen, waitFor, within } from '@testing-library/react';
import i18next from 'i18next';
import { ApiError } from '@/shared/api/api-error';
import { mockHttp, type Answers } from '@/testing/http';
import {
  aMembershipPage,
  anOffer,
  anOrder,
  anOrderId,
  anotherOrderId,
  anUnpaidOrder,
  kst,
  today,
  withToday,
} from '@/testing/membership';
import { withSession } from '@/testing/notes';
import { renderApp } from '@/testing/render';

class QuietObserver {
  observe() {}
  disconnect() {}
}
Object.assign(globalThis, { IntersectionObserver: QuietObserver, ResizeObserver: QuietObserver });

const success = jest.fn();
jest.unstable_mockModule('sonner', () => ({ toast: { success, error: jest.fn() } }));
const answers: Answers = {};
const sent = mockHttp(answers);
const { MembershipSettings } = await import('./membership-settings');

const refuse = (code: ConstructorParameters<typeof ApiError>[0]) => () => {
  throw new ApiError(code);
};
const quote = (change = {}) => ({
  amount: 2_500,
  rule: 'full',
  isUsed: false,
  fullUntil: kst('12-06'),
  ...change,
});

interface OpenOptions {
  isInCall?: boolean;
  known?: [readonly string[], MembershipPage | null][];
}

withToday();
withSession();
beforeEach(() => {
  sent.length = 0;
  success.mockReset();
  onlineManager.setOnline(true);
  Object.assign(answers, {
    getMembership: () => aMembershipPage(),
    getSubscription: () => ({ subscription: null }),
    listOrders: () => ({ orders: [], nextCursor: null }),
    quoteRefund: () => quote(),
    refundOrder: () => anOrder({ isRefunding: true }),
  });
});

const open = ({ isInCall = false, known }: OpenOptions = {}) =>
  renderApp(<MembershipSettings isInCall={isInCall} footer={<footer>사업자</footer>} />, { known });
const cardOf = (plan: string) =>
  within(
    screen
      .getAllByRole('listitem')
      .find((item) => within(item).queryByRole('heading', { name: new RegExp(`^${plan}`) })) ?? document.body,
  );

describe('the plans', () => {
  it('are compared by price and by the perks that services enforce', async () => {
    open();
    await screen.findByText('이용하는 멤버십이 없어요');
    const basic = cardOf('BASIC');
    expect(basic.getByText('2,500원(부가세 포함)', { exact: false })).toBeTruthy();
    expect(basic.getByText('메시지 2,000자까지')).toBeTruthy();
    expect(basic.getByText('이름 옆에 멤버십 배지')).toBeTruthy();
    expect(cardOf('PREMIUM').getByText('메시지 4,000자까지')).toBeTruthy();
    const free = cardOf('FREE');
    expect(free.getByText('메시지 1,000자까지')).toBeTruthy();
    expect(free.getByText('이용 중')).toBeTruthy();
    expect(free.queryByRole('link')).toBeNull();
    expect(screen.getByText('사업자')).toBeTruthy();
  });

  it('lead to the page of payment, for a monthly charge or for one month', async () => {
    open();
    const monthly = await screen.findByRole('link', { name: 'BASIC 매월 자동 결제' });
    expect(monthly.getAttribute('href')).toBe('/membership/checkout?plan=basic&monthly');
    const link = screen.getByRole('link', { name: 'BASIC 한 달만' });
    expect(monthly.className).not.toBe(link.className);
    expect(link.getAttribute('href')).toBe('/membership/checkout?plan=basic');
    expect(link.getAttribute('target')).toBeNull();
  });

  it('open the page of payment beside a running call', async () => {
    open({ isInCall: true });
    const link = await screen.findByRole('link', { name: 'BASIC 한 달만 (새 탭에서 열려요)' });
    expect(link.getAttribute('target')).toBe('_blank');
  });

  it('cannot be bought beyond the months that one can pay for in advance', async () => {
    answers.getMembership = () => aMembershipPage({ offers: [anOffer({ isAvailable: false })] });
    open();
    await screen.findByText('12개월까지 미리 샀어요');
    expect(screen.queryByRole('link', { name: 'BASIC 한 달만' })).toBeNull();
  });

  it('are asked for again on each visit: the dates move with the day', async () => {
    const yesterday = aMembershipPage({
      offers: [anOffer({ startsAt: kst('11-30'), endsAt: kst('12-31') })],
    });
    open({
      known: [
        [['membership', 'page'], yesterday],
        [['membership', 'subscription'], null],
      ],
    });
    expect(screen.getByText('지금 결제하면 11월 30일 – 12월 30일')).toBeTruthy();
    await waitFor(() => expect(screen.queryByText('지금 결제하면 11월 30일 – 12월 30일')).toBeNull());
  });

  it('are complete in English', async () => {
    open();
    await act(() => i18next.changeLanguage('en'));
    await screen.findByText('Messages up to 2,000 characters');
    expect(screen.getByText('₩2,500 (VAT included)', { exact: false })).toBeTruthy();
  });
});

describe('the current plan', () => {
  it('shows its last day, and the plan that goes on after it', async () => {
    answers.getMembership = () =>
      aMembershipPage({
        membership: { plan: 'premium', until: kst('12-20') },
        spans: [
          { orderId: anOrderId, plan: 'basic', startsAt: kst('11-28'), endsAt: kst('12-29') },
          { orderId: anOrderId, plan: 'premium', startsAt: kst('11-20'), endsAt: kst('12-20') },
        ],
      });
    open();
    await screen.findByText('12월 19일까지');
    expect(screen.getByText('12월 20일 – 12월 28일')).toBeTruthy();
    expect(cardOf('PREMIUM').getByText('이용 중')).toBeTruthy();
  });
});

describe('while the membership is not known', () => {
  it('shows its shape, then an error that can be retried', async () => {
    answers.getMembership = refuse('UNAVAILABLE');
    const { user } = open();
    expect(document.querySelector('[aria-busy="true"]')).toBeTruthy();
    const retry = await screen.findByRole('button', { name: '다시 시도' });
    answers.getMembership = () => aMembershipPage();
    await user.click(retry);
    await screen.findByText('이용하는 멤버십이 없어요');
  });

  it('says that there is no connection', async () => {
    onlineManager.setOnline(false);
    open();
    await screen.findByText('연결되지 않았어요. 인터넷을 확인해 주세요.');
  });
});

describe('the payments', () => {
  it('are empty at first', async () => {
    open();
    await screen.findByText('결제 내역이 없어요');
  });

  it('show amount, method, span, state and receipt; more are loaded', async () => {
    answers.listOrders = ({ query }: { query: { cursor?: string } }) =>
      query.cursor
        ? {
            orders: [
              anUnpaidOrder({ orderId: anotherOrderId, state: 'failed', failureCode: 'REJECT_CARD_PAYMENT' }),
            ],
            nextCursor: null,
          }
        : { orders: [anOrder()], nextCursor: anOrderId };
    const { user } = open();
    await screen.findByText('카드 ····1234');
    expect(screen.getByText('결제함')).toBeTruthy();
    expect(screen.getByText('11월 28일 – 12월 28일')).toBeTruthy();
    expect(screen.getByRole('link', { name: '11월 28일 영수증(새 탭)' }).getAttribute('rel')).toBe(
      'noreferrer',
    );
    await user.click(screen.getByRole('button', { name: '더 보기' }));
    await screen.findByText('결제 못 함');
    expect(screen.getByText('카드 한도나 잔액이 부족해요.')).toBeTruthy();
  });

  it.each([
    [anUnpaidOrder({ state: 'confirming' }), '확인하고 있어요'],
    [anOrder({ state: 'refunding' }), '환불하고 있어요'],
    [anOrder({ isRefunding: true }), '환불 요청함'],
    [anOrder({ refundedAmount: 1_000 }), '일부 환불함'],
    [anOrder({ state: 'refunded', refundedAmount: 2_500 }), '환불함'],
  ])('show the state %#', async (order, words) => {
    answers.listOrders = () => ({ orders: [order], nextCursor: null });
    open();
    await screen.findByText(words);
  });

  it('that cannot be loaded can be retried', async () => {
    answers.listOrders = refuse('INTERNAL');
    const { user } = open();
    answers.listOrders = () => ({ orders: [anOrder()], nextCursor: null });
    await user.click(await screen.findByRole('button', { name: '다시 시도' }));
    await screen.findByText('카드 ····1234');
  });

  it('offer no refund on the last day', async () => {
    const span = { startsAt: kst('11-02'), endsAt: kst('12-02') };
    answers.listOrders = () => ({ orders: [anOrder({ span })], nextCursor: null });
    open();
    await screen.findByText('카드 ····1234');
    expect(screen.queryByRole('button', { name: /결제 환불$/ })).toBeNull();
  });

  it('link no receipt that is not on the web', async () => {
    const order = anOrder({ receiptUrl: 'javascript:alert(1)' });
    answers.listOrders = () => ({ orders: [order], nextCursor: null });
    open();
    await screen.findByText('카드 ····1234');
    expect(screen.queryByRole('link', { name: /영수증/ })).toBeNull();
  });
});

describe('a refund', () => {
  const ask = async () => {
    answers.listOrders = () => ({ orders: [anOrder()], nextCursor: null });
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: '11월 28일 결제 환불' }));
    return { user, dialog: within(await screen.findByRole('dialog', { name: 'BASIC 멤버십 환불' })) };
  };

  it.each([
    [quote(), '산 지 7일이 지나지 않았고 쓰지 않아서 전액을 환불해요.'],
    [quote({ rule: 'pro-rata', isUsed: true }), '혜택을 써서, 오늘까지를 뺀 남은 날만큼 환불해요.'],
    [quote({ rule: 'pro-rata' }), '산 지 7일이 지나서, 오늘까지를 뺀 남은 날만큼 환불해요.'],
  ])('names its rule %#', async (given, rule) => {
    answers.quoteRefund = () => given;
    const { dialog } = await ask();
    await dialog.findByText(rule);
  });

  it('offers both choices alike, and is requested with the amount that the buyer saw', async () => {
    const { user, dialog } = await ask();
    const submit = await dialog.findByRole('button', { name: '2,500원 환불' });
    expect(submit.className).toBe(dialog.getByRole('button', { name: '그대로 쓰기' }).className);
    await user.click(submit);
    await waitFor(() => expect(success).toHaveBeenCalledWith('환불을 요청했어요.'));
    expect(sent).toContainEqual({
      operation: 'refundOrder',
      input: { params: { orderId: anOrderId }, body: { amount: 2_500 } },
    });
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('is reported as done only once the order says so', async () => {
    answers.refundOrder = () => anOrder({ state: 'refunded', refundedAmount: 2_500 });
    const { user, dialog } = await ask();
    await user.click(await dialog.findByRole('button', { name: '2,500원 환불' }));
    await waitFor(() => expect(success).toHaveBeenCalledWith('환불했어요.'));
  });

  it('that is done at once ends the plan at once, although the membership cannot be loaded again', async () => {
    const bought = {
      orderId: anOrderId,
      plan: 'basic',
      startsAt: kst('11-28'),
      endsAt: kst('12-29'),
    } as const;
    answers.getMembership = () => aMembershipPage({ spans: [bought] });
    const { user, dialog } = await ask();
    const submit = await dialog.findByRole('button', { name: '2,500원 환불' });
    answers.getMembership = refuse('UNAVAILABLE');
    answers.listOrders = refuse('UNAVAILABLE');
    const cut = { startsAt: bought.startsAt, endsAt: new Date(today.getTime() - 1_000).toISOString() };
    answers.refundOrder = () => anOrder({ state: 'refunded', refundedAmount: 2_500, span: cut });
    await user.click(submit);
    await screen.findByText('환불함');
    expect(cardOf('FREE').getByText('이용 중')).toBeTruthy();
    expect(cardOf('BASIC').queryByText('이용 중')).toBeNull();
    expect(screen.queryByRole('button', { name: /결제 환불$/ })).toBeNull();
  });

  it('whose amount has changed shows the new one', async () => {
    answers.refundOrder = refuse('CONFLICT');
    const { user, dialog } = await ask();
    const submit = await dialog.findByRole('button', { name: '2,500원 환불' });
    answers.quoteRefund = () => quote({ amount: 2_419, rule: 'pro-rata', isUsed: true });
    await user.click(submit);
    await dialog.findByRole('button', { name: '2,419원 환불' });
    expect(dialog.getByRole('alert').textContent).toBe('환불 금액이 바뀌었어요. 다시 확인해 주세요.');
  });

  it('that is refused says why', async () => {
    answers.refundOrder = refuse('NOT_REFUNDABLE');
    const { user, dialog } = await ask();
    await user.click(await dialog.findByRole('button', { name: '2,500원 환불' }));
    await dialog.findByText('환불할 금액이 없거나 이미 환불하고 있어요.');
  });

  it('of nothing cannot be requested', async () => {
    answers.quoteRefund = () => quote({ amount: 0, rule: 'none' });
    const { dialog } = await ask();
    await dialog.findByText('오늘이 마지막 날이라 환불할 금액이 없어요.');
    expect(dialog.queryByRole('button', { name: /원 환불$/ })).toBeNull();
  });

  it('whose amount is not known can be asked for again', async () => {
    answers.quoteRefund = refuse('UNAVAILABLE');
    const { user, dialog } = await ask();
    await dialog.findByRole('alert');
    answers.quoteRefund = () => quote();
    await user.click(dialog.getByRole('button', { name: '다시 시도' }));
    await dialog.findByRole('button', { name: '2,500원 환불' });
  });

  it('is left by the keyboard', async () => {
    const { user } = await ask();
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(sent.some(({ operation }) => operation === 'refundOrder')).toBe(false);
  });
});
