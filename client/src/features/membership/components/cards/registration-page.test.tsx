import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { onlineManager } from '@tanstack/react-query';
import { act, cleanup, screen } from '@testing-library/react';
import i18next from 'i18next';
import { ApiError } from '@/shared/api/api-error';
import { mockHttp, type Answers } from '@/testing/http';
import { anOrder, anOrderId, anUnpaidOrder, today } from '@/testing/membership';
import { withSession } from '@/testing/notes';
import { renderApp } from '@/testing/render';
import { aRegistration, aRegistrationId } from '@/testing/subscription';
import { cardPurposes, returnedAuthKeys } from '../../model/card-windows';
import type { ReturnedBy } from '../../model/order-view';

const answers: Answers = {};
const sent = mockHttp(answers);
const { RegistrationPage } = await import('./registration-page');

const refuse = (code: ConstructorParameters<typeof ApiError>[0]) => () => {
  throw new ApiError(code);
};
const operations = () => sent.map(({ operation }) => operation);
const pass = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms));

withSession();
beforeEach(() => {
  jest.useFakeTimers({ now: today });
  sent.length = 0;
  onlineManager.setOnline(true);
  returnedAuthKeys.keep(aRegistrationId, 'secret');
  cardPurposes.keep(aRegistrationId, { plan: 'basic' });
  answers.registerCard = () => aRegistration();
  answers.getOrder = () => anOrder();
});
afterEach(() => void jest.useRealTimers());

const success: ReturnedBy = { result: 'success', code: null };
const open = async (returnedBy = success) => {
  renderApp(
    <RegistrationPage
      registrationId={aRegistrationId}
      returnedBy={returnedBy}
      notFound={<p>없는 카드 등록</p>}
    />,
  );
  await pass(10);
};
const heading = () => screen.getByRole('heading', { level: 1 }).textContent;
const text = () => screen.getByRole('status').textContent;
const linkTo = (name: string) => screen.getByRole('link', { name }).getAttribute('href');
const monthly = '/membership/checkout?plan=basic&monthly';

describe('a card that the window has returned with', () => {
  it('is registered once, and shows the plan, its period, the next charge and the card', async () => {
    await open();
    expect(sent).toEqual([
      {
        operation: 'registerCard',
        input: { params: { registrationId: aRegistrationId }, body: { authKey: 'secret' } },
      },
    ]);
    expect(heading()).toBe('BASIC 구독을 시작했어요');
    expect(text()).toContain('12월 1일부터 12월 31일까지 이용해요. 다음 결제는 2027년 1월 1일이에요.');
    expect(screen.getByText('카드 ····1234')).toBeTruthy();
    expect(linkTo('멤버십 보기')).toBe('/settings/membership');
    expect(screen.queryByRole('link', { name: '다른 카드로 결제' })).toBeNull();
    await pass(120_000);
    expect(sent).toHaveLength(1);
  });

  it('is announced in the region that warned of a second payment', async () => {
    let answer = (): void => undefined;
    answers.registerCard = () => new Promise((resolve) => (answer = () => resolve(aRegistration())));
    await open();
    const region = screen.getByRole('status');
    expect(region.textContent).toContain('카드를 확인하고 있어요');
    expect(region.textContent).toContain('다시 결제하지 마세요.');
    expect(screen.queryByRole('link')).toBeNull();
    answer();
    await pass(10);
    expect(screen.getByRole('status')).toBe(region);
    expect(heading()).toBe('BASIC 구독을 시작했어요');
  });

  it('asks for the same result after a reload', async () => {
    await open();
    cleanup();
    await open();
    expect(operations()).toEqual(['registerCard', 'registerCard']);
  });

  it('whose charge is declined says that no money moved, and takes another card', async () => {
    const order = anUnpaidOrder({
      kind: 'subscription',
      state: 'failed',
      failureCode: 'INVALID_STOPPED_CARD',
    });
    answers.registerCard = () => aRegistration({ order });
    await open();
    expect(heading()).toBe('카드사가 승인하지 않았어요');
    expect(text()).toContain('정지된 카드예요.');
    expect(text()).toContain('돈은 빠져나가지 않았고, 구독은 시작되지 않았어요.');
    expect(linkTo('다른 카드로 결제')).toBe(monthly);
  });

  it('that Toss refuses can be registered again', async () => {
    answers.registerCard = () => aRegistration({ state: 'refused', order: null });
    await open();
    expect(heading()).toBe('카드를 등록하지 못했어요');
    expect(linkTo('다시 등록')).toBe(monthly);
  });

  it('whose payment cannot be delivered is said to be refunded', async () => {
    answers.registerCard = () => aRegistration({ order: anOrder({ state: 'refunding' }) });
    await open();
    expect(heading()).toBe('결제한 금액을 돌려 드려요');
    expect(text()).toContain('2,500원을 모두 환불해요.');
  });

  it('is shown in English, too', async () => {
    await open();
    await act(() => i18next.changeLanguage('en'));
    expect(heading()).toBe('You’re subscribed to BASIC');
  });
});

describe('a new card of a subscription', () => {
  const changed = (order = null as ReturnType<typeof anOrder> | null) => {
    answers.registerCard = () => aRegistration({ purpose: 'change', order });
    return open();
  };

  it('is charged from the next charge on', async () => {
    await changed();
    expect(heading()).toBe('카드를 바꿨어요');
    expect(text()).toContain('다음 결제부터 새 카드로 결제해요.');
  });

  it('pays what is overdue at once', async () => {
    await changed(anOrder({ kind: 'renewal' }));
    expect(heading()).toBe('카드를 바꾸고 결제했어요');
  });

  it('that is declined for it stays, and another one can be registered', async () => {
    await changed(anUnpaidOrder({ state: 'failed', failureCode: 'REJECT_CARD_PAYMENT' }));
    expect(heading()).toBe('카드를 바꿨지만 결제하지 못했어요');
    expect(text()).toContain('카드 한도나 잔액이 부족해요.');
    expect(linkTo('다른 카드로 결제')).toBe('/membership/card');
  });
});

describe('a result that is not known', () => {
  it('of a charge is followed by its order, and warns of a second payment', async () => {
    answers.registerCard = () => aRegistration({ order: anUnpaidOrder({ state: 'confirming' }) });
    answers.getOrder = () => anUnpaidOrder({ state: 'confirming' });
    await open();
    expect(heading()).toBe('결제를 확인하고 있어요');
    expect(text()).toContain('다시 결제하지 마세요.');
    answers.getOrder = () => aRegistration().order;
    await pass(2_100);
    expect(heading()).toBe('BASIC 구독을 시작했어요');
    expect(sent[1]).toEqual({ operation: 'getOrder', input: { params: { orderId: anOrderId } } });
    await pass(60_000);
    expect(operations()).toEqual(['registerCard', 'getOrder']);
  });

  it('of a card is asked for rarely: each question counts as a try', async () => {
    answers.registerCard = () => aRegistration({ state: 'pending', order: null });
    await open();
    expect(heading()).toBe('카드를 확인하고 있어요');
    await pass(12 * 60_000);
    expect(sent.length).toBeGreaterThan(4);
    expect(sent.length).toBeLessThan(10);
    expect(text()).toContain('결과를 메일로 알려 드릴게요.');
    expect(linkTo('멤버십 보기')).toBe('/settings/membership');
  });

  it('because the service is away can be asked for again, and warns of a second payment', async () => {
    answers.registerCard = refuse('UNREACHABLE');
    await open();
    expect(screen.getByText(/다시 결제하지 말고 다시 확인해 주세요\.$/)).toBeTruthy();
    answers.registerCard = () => aRegistration();
    act(() => screen.getByRole('button', { name: '다시 시도' }).click());
    await pass(10);
    expect(heading()).toBe('BASIC 구독을 시작했어요');
  });

  it('without a connection says so', async () => {
    onlineManager.setOnline(false);
    await open();
    expect(screen.getByText(/^연결되지 않았어요\./)).toBeTruthy();
    expect(sent).toEqual([]);
  });
});

describe('a window that has returned without a card', () => {
  it('was closed: nothing is asked, and it can be opened again', async () => {
    await open({ result: 'fail', code: 'PAY_PROCESS_CANCELED' });
    expect(sent).toEqual([]);
    expect(heading()).toBe('카드 등록 창을 닫았어요');
    expect(text()).toContain('돈은 빠져나가지 않았어요.');
    expect(linkTo('다시 등록')).toBe(monthly);
  });

  it('was refused by the card company', async () => {
    await open({ result: 'fail', code: 'REJECT_CARD_COMPANY' });
    expect(heading()).toBe('카드를 등록하지 못했어요');
    expect(text()).toContain('카드사가 결제를 거절했어요.');
  });

  it('for a change of the card leads back to it', async () => {
    cardPurposes.keep(aRegistrationId, { plan: null });
    await open({ result: 'fail', code: 'PAY_PROCESS_CANCELED' });
    expect(linkTo('다시 등록')).toBe('/membership/card');
  });

  it('that this tab does not remember leads to the settings only', async () => {
    cardPurposes.forget(aRegistrationId);
    await open({ result: 'fail', code: 'PAY_PROCESS_CANCELED' });
    expect(screen.queryByRole('link', { name: '다시 등록' })).toBeNull();
    expect(linkTo('멤버십 보기')).toBe('/settings/membership');
  });

  it('and without its key is over', async () => {
    returnedAuthKeys.forget(aRegistrationId);
    await open();
    expect(sent).toEqual([]);
    expect(heading()).toBe('이미 끝난 카드 등록이에요');
  });
});

describe('a registration that is refused', () => {
  it("because it is another person's shows that there is none", async () => {
    answers.registerCard = refuse('NOT_FOUND');
    await open();
    expect(screen.getByText('없는 카드 등록')).toBeTruthy();
  });

  it.each([
    ['ALREADY_SUBSCRIBED', '이미 구독하고 있어요.'],
    ['NOT_SUBSCRIBED', '구독이 이미 끝났어요.'],
    ['ACCOUNT_DEPARTING', '곧 삭제될 계정이라 할 수 없어요.'],
  ] as const)('with %s says so, and leads to the settings', async (code, words) => {
    answers.registerCard = refuse(code);
    await open();
    expect(screen.getByText(words)).toBeTruthy();
    expect(linkTo('멤버십 보기')).toBe('/settings/membership');
    expect(screen.queryByRole('button', { name: '다시 시도' })).toBeNull();
  });
});
