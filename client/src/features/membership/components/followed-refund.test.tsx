import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { act, screen } from '@testing-library/react';
import { mockHttp, type Answers } from '@/testing/http';
import { aMembershipPage, anOrder, anOrderId, kst, today } from '@/testing/membership';
import { withSession } from '@/testing/notes';
import { renderApp } from '@/testing/render';

const answers: Answers = {};
mockHttp(answers);
const { MembershipSettings } = await import('./membership-settings');

const pass = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms));

withSession();
beforeEach(() => void jest.useFakeTimers({ now: today }));
afterEach(() => void jest.useRealTimers());

it('a refund that Toss answers later ends the plan, although its push is missed', async () => {
  const spans = [
    { orderId: anOrderId, plan: 'basic', startsAt: kst('11-28'), endsAt: kst('12-29') } as const,
  ];
  answers.getMembership = () => aMembershipPage({ spans });
  answers.getSubscription = () => ({ subscription: null });
  answers.listOrders = () => ({ orders: [anOrder({ isRefunding: true })], nextCursor: null });
  renderApp(<MembershipSettings isInCall={false} footer={null} />);
  await pass(10);
  expect(screen.getByText('12월 28일까지')).toBeTruthy();
  answers.getMembership = () => aMembershipPage();
  answers.listOrders = () => ({
    orders: [anOrder({ state: 'refunded', refundedAmount: 2_500 })],
    nextCursor: null,
  });
  await pass(16_000);
  expect(screen.getByText('환불함')).toBeTruthy();
  expect(screen.getByText('이용하는 멤버십이 없어요')).toBeTruthy();
});
