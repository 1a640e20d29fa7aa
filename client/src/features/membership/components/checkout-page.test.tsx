import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { act, screen, waitFor } from '@testing-library/react';
import { ApiError } from '@/shared/api/api-error';
import { mockHttp, type Answers } from '@/testing/http';
import { aMembershipPage, anOffer, anOrderId, anUnpaidOrder, kst, withToday } from '@/testing/membership';
import { withSession } from '@/testing/notes';
import { renderApp } from '@/testing/render';
import { aSubscription } from '@/testing/subscription';

const answers: Answers = {};
const sent = mockHttp(answers);
const { CheckoutPage } = await import('./checkout-page');

const requestPayment = jest.fn<(method: string, params: object) => Promise<void>>();
const refuse = (code: ConstructorParameters<typeof ApiError>[0]) => () => {
  throw new ApiError(code);
};
const operations = () => sent.map(({ operation }) => operation);

withToday();
withSession();
beforeEach(() => {
  sent.length = 0;
  requestPayment.mockReset().mockResolvedValue();
  Object.assign(window, { TossPayments: () => ({ requestPayment }) });
  Object.assign(answers, {
    getMembership: () => aMembershipPage(),
    getSubscription: () => ({ subscription: null }),
    createOrder: () => ({
      order: anUnpaidOrder(),
      checkout: { clientKey: 'test_ck', sdkUrl: 'http://toss.test/sdk', orderName: '마루 BASIC 한 달' },
    }),
    abandonOrder: () => anUnpaidOrder({ state: 'abandoned' }),
  });
});

const open = (plan: 'basic' | 'premium' = 'basic') =>
  renderApp(<CheckoutPage plan={plan} isMonthly={false} />);
const payButton = (amount = '2,500원') => screen.findByRole('button', { name: `${amount} 결제` });
const agree = () => screen.findByRole('checkbox', { name: /결제에 동의해요$/ });
const pay = async () => {
  const { user } = open();
  await user.click(await agree());
  await user.click(await payButton());
  return user;
};

describe('before the payment', () => {
  it('shows price, span and rules; nothing is ticked', async () => {
    open();
    const box = await agree();
    // The only input of the page.
    expect((box as HTMLInputElement).checked).toBe(false);
    for (const words of [
      'BASIC 멤버십 결제',
      '2,500원',
      '부가세 227원 포함',
      '12월 1일 – 12월 31일',
      '한 번만 결제해요. 자동으로 다시 결제되지 않아요.',
      '미성년자가 법정대리인 동의 없이 결제하면 본인이나 법정대리인이 취소할 수 있어요.',
    ])
      expect(screen.getByText(words)).toBeTruthy();
    expect(screen.getByText(/^7일 안이고 쓰지 않았으면 전액, 아니면 남은 날만큼 환불해요\./)).toBeTruthy();
    expect(screen.getByRole('link', { name: '취소' }).getAttribute('href')).toBe('/settings/membership');
  });

  it('asks for the consent, and orders nothing without it', async () => {
    const { user } = open();
    await user.click(await payButton());
    expect(screen.getByRole('alert').textContent).toBe('확인하고 동의해 주세요.');
    expect(document.activeElement).toBe(await agree());
    expect(operations()).toEqual(['getMembership', 'getSubscription']);
  });

  it('says that the other plan goes on underneath', async () => {
    const spans = [
      { orderId: anOrderId, plan: 'basic', startsAt: kst('11-28'), endsAt: kst('12-29') } as const,
    ];
    answers.getMembership = () => aMembershipPage({ spans });
    open('premium');
    await screen.findByText(/^BASIC 멤버십이 12월 28일까지 남아 있어요\. 겹치는 날에는 PREMIUM 혜택을 쓰고/);
  });

  it('says that a smaller plan changes nothing during a larger one', async () => {
    const spans = [
      { orderId: anOrderId, plan: 'premium', startsAt: kst('11-28'), endsAt: kst('12-29') } as const,
    ];
    answers.getMembership = () => aMembershipPage({ spans });
    open();
    await screen.findByText(/겹치는 날에는 BASIC 멤버십을 사도 달라지지 않아요\.$/);
  });

  it('an offer that cannot be bought leads back', async () => {
    answers.getMembership = () => aMembershipPage({ offers: [anOffer({ isAvailable: false })] });
    open();
    await screen.findByRole('heading', { name: '12개월까지 미리 살 수 있어요' });
    expect(screen.getByRole('link', { name: '멤버십 보기' })).toBeTruthy();
  });

  it('leads a subscriber to the settings', async () => {
    answers.getSubscription = () => ({ subscription: aSubscription() });
    open();
    await screen.findByRole('heading', { name: '이미 구독하고 있어요' });
    expect(screen.getByRole('link', { name: '멤버십 보기' })).toBeTruthy();
  });

  it('a price that is not known can be asked for again', async () => {
    answers.getMembership = refuse('UNREACHABLE');
    const { user } = open();
    const retry = await screen.findByRole('button', { name: '다시 시도' });
    answers.getMembership = () => aMembershipPage();
    await user.click(retry);
    await payButton();
  });
});

describe('paying', () => {
  it('opens the payment window with the order and its way back, and stays busy while the browser leaves', async () => {
    await pay();
    await screen.findByText('결제 결과를 확인하러 가고 있어요.');
    expect(sent).toContainEqual({
      operation: 'createOrder',
      input: { body: { kind: 'month', plan: 'basic', amount: 2_500, isAgreed: true } },
    });
    expect(requestPayment).toHaveBeenCalledWith('카드', {
      amount: 2_500,
      orderId: anOrderId,
      orderName: '마루 BASIC 한 달',
      customerName: '지민',
      successUrl: `${location.origin}/membership/orders/${anOrderId}/success`,
      failUrl: `${location.origin}/membership/orders/${anOrderId}/fail`,
    });
    expect((await payButton()).getAttribute('aria-busy')).toBe('true');
  });

  it('is possible again when the browser brings the page back', async () => {
    await pay();
    await screen.findByText('결제 결과를 확인하러 가고 있어요.');
    const back = Object.assign(new Event('pageshow'), { persisted: true });
    act(() => void window.dispatchEvent(back));
    expect((await payButton()).getAttribute('aria-busy')).toBeNull();
  });

  it('needs a new consent if the brought back page shows other dates now', async () => {
    await pay();
    await screen.findByText('결제 결과를 확인하러 가고 있어요.');
    const bought = anOffer({ startsAt: kst('1-01'), endsAt: kst('1-31') });
    answers.getMembership = () => aMembershipPage({ offers: [bought] });
    const back = Object.assign(new Event('pageshow'), { persisted: true });
    act(() => void window.dispatchEvent(back));
    await screen.findByText('2027년 1월 1일 – 2027년 1월 30일');
    expect(((await agree()) as HTMLInputElement).checked).toBe(false);
  });

  it('a closed window closes its order, and is no mistake', async () => {
    requestPayment.mockRejectedValue(Object.assign(new Error(), { code: 'USER_CANCEL' }));
    await pay();
    const notice = await screen.findByText('결제창을 닫았어요. 돈은 빠져나가지 않았어요.');
    expect(notice.getAttribute('role')).toBe('status');
    expect(operations()).toEqual(['getMembership', 'getSubscription', 'createOrder', 'abandonOrder']);
  });

  it('a closed window may be opened again although its order could not be closed', async () => {
    answers.abandonOrder = refuse('UNREACHABLE');
    requestPayment.mockRejectedValueOnce(Object.assign(new Error(), { code: 'USER_CANCEL' }));
    const user = await pay();
    await screen.findByText('결제창을 닫았어요. 돈은 빠져나가지 않았어요.');
    await user.click(await payButton());
    await waitFor(() => expect(requestPayment).toHaveBeenCalledTimes(2));
  });

  it('a window that does not load is reported, and can be tried again', async () => {
    requestPayment.mockRejectedValueOnce(Object.assign(new Error(), { code: 'NETWORK_ERROR' }));
    const user = await pay();
    await screen.findByText(/^결제창을 불러오지 못했어요\./);
    await user.click(await payButton());
    await screen.findByText('결제 결과를 확인하러 가고 있어요.');
  });

  it('a price that has changed is shown, and needs a new consent', async () => {
    answers.createOrder = refuse('CONFLICT');
    answers.getMembership = () =>
      aMembershipPage({ offers: [anOffer({ amount: operations().length > 1 ? 3_000 : 2_500 })] });
    await pay();
    await payButton('3,000원');
    expect(screen.getByText('금액이나 이용 기간이 바뀌었어요. 다시 확인하고 동의해 주세요.')).toBeTruthy();
    expect(((await agree()) as HTMLInputElement).checked).toBe(false);
    expect(requestPayment).not.toHaveBeenCalled();
  });

  it.each([
    ['ACCOUNT_DEPARTING', '곧 삭제될 계정이라 할 수 없어요.'],
    ['UNREACHABLE', '연결되지 않았어요. 인터넷을 확인해 주세요.'],
  ] as const)('a refusal with %s says so', async (code, words) => {
    answers.createOrder = refuse(code);
    await pay();
    await screen.findByText(words);
  });

  it('works by the keyboard alone', async () => {
    const { user } = open();
    (await agree()).focus();
    await user.keyboard(' {Tab}{Tab}{Enter}');
    await screen.findByText('결제 결과를 확인하러 가고 있어요.');
  });
});
