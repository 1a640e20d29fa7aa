import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { screen } from '@testing-library/react';
import { ApiError } from '@/shared/api/api-error';
import { mockHttp, type Answers } from '@/testing/http';
import { aMembershipPage, anOffer, kst, withToday } from '@/testing/membership';
import { withSession } from '@/testing/notes';
import { renderApp } from '@/testing/render';
import { aRegistrationId, aSubscription } from '@/testing/subscription';
import { cardPurposes } from '../model/card-windows';

const answers: Answers = {};
const sent = mockHttp(answers);
const { CheckoutPage } = await import('./checkout-page');

const requestBillingAuth = jest.fn<(method: string, params: object) => Promise<void>>();
const refuse = (code: ConstructorParameters<typeof ApiError>[0]) => () => {
  throw new ApiError(code);
};
const operations = () => sent.map(({ operation }) => operation);

withToday();
withSession();
beforeEach(() => {
  sent.length = 0;
  cardPurposes.forget(aRegistrationId);
  requestBillingAuth.mockReset().mockResolvedValue();
  Object.assign(window, { TossPayments: () => ({ requestBillingAuth }) });
  Object.assign(answers, {
    getMembership: () => aMembershipPage(),
    getSubscription: () => ({ subscription: null }),
    openSubscription: () => ({
      registrationId: aRegistrationId,
      clientKey: 'test_ck',
      sdkUrl: 'http://toss.test/sdk',
      customerKey: 'customer',
    }),
  });
});

const open = () => renderApp(<CheckoutPage plan="basic" isMonthly />);
const payButton = (amount = '2,500원') => screen.findByRole('button', { name: `${amount} 결제` });
const agree = () => screen.findByRole('checkbox', { name: '정기결제에 동의해요' });
const pay = async () => {
  const { user } = open();
  await user.click(await agree());
  await user.click(await payButton());
  return user;
};

describe('before a subscription', () => {
  it('shows the price, the days of the charges and the rules; nothing is ticked', async () => {
    open();
    const box = await agree();
    // The only input of the page.
    expect((box as HTMLInputElement).checked).toBe(false);
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('BASIC 멤버십 구독');
    for (const words of [
      '월 2,500원(부가세 포함)',
      '부가세 227원 포함',
      '12월 1일 – 12월 31일',
      '2027년 1월 1일',
      '매월 1일에 결제해요.',
      '카드를 등록하면 첫 달을 바로 결제해요. 그 뒤로는 결제 7일 전에 메일로 알리고 자동으로 결제해요.',
      '설정의 멤버십에서 언제든지 해지할 수 있고, 해지하면 더는 결제하지 않아요.',
      '미성년자가 법정대리인 동의 없이 결제하면 본인이나 법정대리인이 취소할 수 있어요.',
    ])
      expect(screen.getByText(words)).toBeTruthy();
    expect(screen.getByText(/^7일 안이고 쓰지 않았으면 전액, 아니면 남은 날만큼 환불해요\./)).toBeTruthy();
    expect(screen.getByRole('link', { name: '취소' }).getAttribute('href')).toBe('/settings/membership');
  });

  it('says when a month without the day is charged', async () => {
    const offer = anOffer({ startsAt: kst('12-31'), endsAt: kst('1-31') });
    answers.getMembership = () => aMembershipPage({ offers: [offer] });
    open();
    await screen.findByText('매월 31일에 결제해요. 31일이 없으면 말일에 결제해요.');
  });

  it('asks for the consent, and opens nothing without it', async () => {
    const { user } = open();
    await user.click(await payButton());
    expect(screen.getByRole('alert').textContent).toBe('확인하고 동의해 주세요.');
    expect(document.activeElement).toBe(await agree());
    expect(operations()).toEqual(['getMembership', 'getSubscription']);
  });
});

describe('subscribing', () => {
  it('opens the window for a card with its way back, and remembers the plan', async () => {
    await pay();
    await screen.findByText('카드를 확인하러 가고 있어요.');
    expect(sent).toContainEqual({
      operation: 'openSubscription',
      input: { body: { plan: 'basic', amount: 2_500, isAgreed: true } },
    });
    expect(requestBillingAuth).toHaveBeenCalledWith('카드', {
      customerKey: 'customer',
      customerName: '지민',
      successUrl: `${location.origin}/membership/cards/${aRegistrationId}/success`,
      failUrl: `${location.origin}/membership/cards/${aRegistrationId}/fail`,
    });
    expect(cardPurposes.find(aRegistrationId)).toEqual({ plan: 'basic' });
    expect((await payButton()).getAttribute('aria-busy')).toBe('true');
  });

  it('a closed window is no mistake, and can be opened again', async () => {
    requestBillingAuth.mockRejectedValueOnce(Object.assign(new Error(), { code: 'USER_CANCEL' }));
    const user = await pay();
    const notice = await screen.findByText('카드 등록 창을 닫았어요. 돈은 빠져나가지 않았어요.');
    expect(notice.getAttribute('role')).toBe('status');
    await user.click(await payButton());
    await screen.findByText('카드를 확인하러 가고 있어요.');
  });

  it.each([
    ['NETWORK_ERROR', /^카드 등록 창을 불러오지 못했어요\./],
    ['INVALID_PARAMETER', /^카드 등록 창을 열지 못했어요\./],
  ])('a window that fails with %s is reported', async (code, words) => {
    requestBillingAuth.mockRejectedValueOnce(Object.assign(new Error(), { code }));
    await pay();
    expect((await screen.findByText(words)).getAttribute('role')).toBe('alert');
  });

  it('a price that has changed is shown, and needs a new consent', async () => {
    answers.openSubscription = () => {
      answers.getMembership = () => aMembershipPage({ offers: [anOffer({ amount: 3_000 })] });
      throw new ApiError('CONFLICT');
    };
    await pay();
    await payButton('3,000원');
    expect(screen.getByText('금액이나 이용 기간이 바뀌었어요. 다시 확인하고 동의해 주세요.')).toBeTruthy();
    expect(((await agree()) as HTMLInputElement).checked).toBe(false);
    expect(requestBillingAuth).not.toHaveBeenCalled();
  });

  it('a subscription that another tab has started is shown instead', async () => {
    answers.openSubscription = () => {
      answers.getSubscription = () => ({ subscription: aSubscription() });
      throw new ApiError('ALREADY_SUBSCRIBED');
    };
    await pay();
    await screen.findByRole('heading', { name: '이미 구독하고 있어요' });
  });

  it.each([
    ['PAYMENT_PENDING', '지난 결제를 아직 확인하고 있어요. 확인되면 다시 결제할 수 있어요.'],
    ['ACCOUNT_DEPARTING', '곧 삭제될 계정이라 할 수 없어요.'],
    ['UNREACHABLE', '연결되지 않았어요. 인터넷을 확인해 주세요.'],
  ] as const)('a refusal with %s says so', async (code, words) => {
    answers.openSubscription = refuse(code);
    await pay();
    await screen.findByText(words);
  });
});
