import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Subscription } from '@maru/contracts/http/user/subscription';
import { act, screen, waitFor, within } from '@testing-library/react';
import i18next from 'i18next';
import { ApiError } from '@/shared/api/api-error';
import { mockHttp, type Answers } from '@/testing/http';
import { aMembershipPage, anOrder, anOrderId, kst, withToday } from '@/testing/membership';
import { withSession } from '@/testing/notes';
import { renderApp } from '@/testing/render';
import { anOverdueSubscription, aSubscription } from '@/testing/subscription';

class QuietObserver {
  observe() {}
  disconnect() {}
}
Object.assign(globalThis, { IntersectionObserver: QuietObserver, ResizeObserver: QuietObserver });

const success = jest.fn();
jest.unstable_mockModule('sonner', () => ({ toast: { success, error: jest.fn() } }));
const answers: Answers = {};
const sent = mockHttp(answers);
const { MembershipSettings } = await import('../membership-settings');

withToday();
withSession();
beforeEach(() => {
  sent.length = 0;
  success.mockReset();
  answers.listOrders = () => ({ orders: [], nextCursor: null });
  answers.getMembership = () => aMembershipPage();
});

const open = (subscription: Subscription | null = aSubscription(), isInCall = false) => {
  answers.getSubscription = () => ({ subscription });
  return renderApp(<MembershipSettings isInCall={isInCall} footer={null} />);
};

describe('a subscription', () => {
  it('shows its plan, the next charge and the card', async () => {
    open();
    await screen.findByText('BASIC 구독');
    expect(screen.getByText('구독 중')).toBeTruthy();
    expect(screen.getByText('2027년 1월 1일에 2,500원을 결제해요.')).toBeTruthy();
    expect(screen.getByText('현대카드 ····1234')).toBeTruthy();
    expect(screen.getByRole('link', { name: '카드 변경' }).getAttribute('href')).toBe('/membership/card');
    expect(screen.getByRole('button', { name: '요금제 변경' })).toBeTruthy();
    expect(screen.getByRole('button', { name: '구독 해지' })).toBeTruthy();
  });

  it('hides the ways to buy, and compares the plans only', async () => {
    const spans = [
      { orderId: anOrderId, plan: 'basic', startsAt: kst('12-01'), endsAt: kst('1-01') } as const,
    ];
    answers.getMembership = () => aMembershipPage({ spans });
    open();
    await screen.findByText('12월 31일까지 결제했어요');
    expect(screen.getByText('5,000원(부가세 포함)', { exact: false })).toBeTruthy();
    expect(screen.queryByRole('link', { name: /매월 자동 결제|한 달만/ })).toBeNull();
    expect(screen.queryByText('자동으로 다시 결제되지 않아요.')).toBeNull();
  });

  it('names a card whose issuer is not known simply', async () => {
    open(aSubscription({ card: { issuerCode: 'ZZ', last4: null } }));
    await screen.findByText('카드');
  });

  it('that is due is charged soon', async () => {
    open(aSubscription({ paidUntil: kst('12-01') }));
    await screen.findByText('곧 2,500원을 결제해요.');
  });

  it('opens the change of the card beside a running call', async () => {
    open(aSubscription(), true);
    const link = await screen.findByRole('link', { name: '카드 변경 (새 탭에서 열려요)' });
    expect(link.getAttribute('target')).toBe('_blank');
  });

  it('that could not be charged says until when the perks stay, and leads to another card', async () => {
    open(anOverdueSubscription({ isCardUsable: false }));
    await screen.findByText('결제하지 못했어요. 12월 7일까지 쓸 수 있어요.');
    expect(screen.getByText('결제 못 함')).toBeTruthy();
    expect(screen.getByText('이 카드로는 결제할 수 없어요. 다른 카드로 바꿔 주세요.')).toBeTruthy();
    expect(screen.getAllByRole('link', { name: '카드 변경' })).toHaveLength(1);
    expect(screen.queryByText('이용하는 멤버십이 없어요')).toBeNull();
    expect(screen.queryByRole('button', { name: '요금제 변경' })).toBeNull();
  });

  it('is complete in English', async () => {
    open();
    await screen.findByText('BASIC 구독');
    await act(() => i18next.changeLanguage('en'));
    expect(screen.getByText('We charge ₩2,500 on January 1, 2027.')).toBeTruthy();
  });

  it('that cannot be loaded can be asked for again, and nothing is sold meanwhile', async () => {
    answers.listOrders = () => ({ orders: [], nextCursor: null });
    answers.getSubscription = () => {
      throw new ApiError('UNAVAILABLE');
    };
    const { user } = renderApp(<MembershipSettings isInCall={false} footer={null} />);
    const retry = await screen.findByRole('button', { name: '다시 시도' });
    expect(screen.queryByRole('link', { name: 'BASIC 한 달만' })).toBeNull();
    answers.getSubscription = () => ({ subscription: aSubscription() });
    await user.click(retry);
    await screen.findByText('BASIC 구독');
  });
});

describe('a cancelled subscription', () => {
  const cancelled = aSubscription({ state: 'cancelling' });

  it('shows its last day, and goes on if the member keeps it', async () => {
    const { user } = open(cancelled);
    await screen.findByText('12월 31일까지 이용해요. 더는 결제하지 않아요.');
    expect(screen.queryByRole('link', { name: '카드 변경' })).toBeNull();
    answers.resumeSubscription = () => {
      answers.getSubscription = () => ({ subscription: aSubscription() });
      return { subscription: aSubscription() };
    };
    await user.click(screen.getByRole('button', { name: '구독 유지' }));
    await screen.findByText('구독 중');
    expect(success).toHaveBeenCalledWith('구독을 유지해요.');
  });

  it('that has ended meanwhile cannot be kept, and is gone', async () => {
    const { user } = open(cancelled);
    answers.resumeSubscription = () => {
      answers.getSubscription = () => ({ subscription: null });
      throw new ApiError('NOT_SUBSCRIBED');
    };
    await user.click(await screen.findByRole('button', { name: '구독 유지' }));
    await screen.findByText('이용하는 멤버십이 없어요');
    expect(success).not.toHaveBeenCalled();
  });

  it('after a failed charge ends with the grace', async () => {
    open(anOverdueSubscription({ state: 'cancelling' }));
    await screen.findByText('12월 7일까지 이용해요. 더는 결제하지 않아요.');
  });
});

describe('a smaller plan from the next period on', () => {
  it('is shown, and can be taken back', async () => {
    const premium = aSubscription({ plan: 'premium', nextPlan: 'basic' });
    const kept = { ...premium, nextPlan: 'premium' } as const;
    const { user } = open(premium);
    await screen.findByText('2027년 1월 1일부터 BASIC 요금제로 바뀌어요');
    expect(screen.queryByRole('button', { name: '요금제 변경' })).toBeNull();
    answers.changeNextPlan = () => {
      answers.getSubscription = () => ({ subscription: kept });
      return { subscription: kept };
    };
    await user.click(screen.getByRole('button', { name: '변경 취소' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: '변경 취소' })).toBeNull());
    expect(sent).toContainEqual({ operation: 'changeNextPlan', input: { body: { plan: 'premium' } } });
    expect(success).toHaveBeenCalledWith('PREMIUM 요금제를 그대로 써요.');
  });
});

describe('the payments of a subscription', () => {
  it('are named by their kind', async () => {
    const kinds = ['month', 'subscription', 'renewal', 'upgrade'] as const;
    const orders = kinds.map((kind, index) =>
      anOrder({ kind, orderId: `01JF000000000000000000000${index}` as typeof anOrderId }),
    );
    answers.listOrders = () => ({ orders, nextCursor: null });
    open(null);
    for (const name of ['BASIC 멤버십 한 달', 'BASIC 구독 시작', 'BASIC 정기결제', 'BASIC 요금제로 변경'])
      await screen.findByText(name);
  });

  it('for the running period are refunded by ending the subscription', async () => {
    const span = { startsAt: kst('12-01'), endsAt: kst('1-01') };
    answers.listOrders = () => ({ orders: [anOrder({ kind: 'renewal', span })], nextCursor: null });
    open();
    const row = within((await screen.findByText('BASIC 정기결제')).closest('li') ?? document.body);
    await screen.findByText('BASIC 구독');
    await waitFor(() => expect(row.queryByRole('button', { name: /결제 환불$/ })).toBeNull());
  });

  it('are refunded by themselves once it has ended', async () => {
    const span = { startsAt: kst('12-01'), endsAt: kst('1-01') };
    answers.listOrders = () => ({ orders: [anOrder({ kind: 'renewal', span })], nextCursor: null });
    open(null);
    await screen.findByRole('button', { name: /결제 환불$/ });
  });
});
