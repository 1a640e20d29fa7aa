import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Subscription } from '@maru/contracts/http/user/subscription';
import { screen, waitFor, within } from '@testing-library/react';
import { ApiError } from '@/shared/api/api-error';
import { mockHttp, type Answers } from '@/testing/http';
import { anOffer, anOrder, anUnpaidOrder, kst, withToday } from '@/testing/membership';
import { withSession } from '@/testing/notes';
import { renderApp } from '@/testing/render';
import { aSubscription } from '@/testing/subscription';

class QuietObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}
Object.assign(globalThis, { ResizeObserver: QuietObserver });

const success = jest.fn();
const info = jest.fn();
jest.unstable_mockModule('sonner', () => ({ toast: { success, info, error: jest.fn() } }));
const answers: Answers = {};
const sent = mockHttp(answers);
const { SubscriptionSection } = await import('./subscription-section');

const refuse = (code: ConstructorParameters<typeof ApiError>[0]) => () => {
  throw new ApiError(code);
};
const premium = aSubscription({ plan: 'premium', nextPlan: 'premium', nextAmount: 5_000 });
const offers = [anOffer(), anOffer({ plan: 'premium', amount: 5_000 })];

withToday();
withSession();
beforeEach(() => {
  sent.length = 0;
  success.mockReset();
  info.mockReset();
  answers.quoteUpgrade = () => ({ plan: 'premium', amount: 1_250, daysLeft: 14, days: 28 });
  answers.quoteEnd = () => ({ amount: 3_388 });
});

const openDialog = async (button: string, title: string, subscription: Subscription = aSubscription()) => {
  const { user } = renderApp(
    <SubscriptionSection subscription={subscription} offers={offers} isInCall={false} />,
  );
  await user.click(screen.getByRole('button', { name: button }));
  return { user, dialog: within(await screen.findByRole('dialog', { name: title })) };
};
const isClosed = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());

describe('a larger plan', () => {
  const openUpgrade = () => openDialog('요금제 변경', 'PREMIUM 요금제로 변경');

  it('shows its price for the days that are left, and is charged with the amount that was shown', async () => {
    answers.upgrade = () => ({ subscription: premium, order: anOrder({ kind: 'upgrade' }) });
    const { user, dialog } = await openUpgrade();
    await dialog.findByText('남은 14일치 1,250원을 지금 결제해요.');
    expect(dialog.getByText('2027년 1월 1일부터는 매월 5,000원을 결제해요.')).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: '1,250원 결제' }));
    await isClosed();
    expect(sent).toContainEqual({ operation: 'upgrade', input: { body: { amount: 1_250 } } });
    expect(success).toHaveBeenCalledWith('PREMIUM 요금제로 바꿨어요.');
  });

  it('that costs too little to charge is free', async () => {
    answers.quoteUpgrade = () => ({ plan: 'premium', amount: 0, daysLeft: 1, days: 31 });
    answers.upgrade = () => ({ subscription: premium, order: null });
    const { user, dialog } = await openUpgrade();
    await dialog.findByText('추가 결제 없이 바로 바뀌어요.');
    await user.click(dialog.getByRole('button', { name: '변경' }));
    await isClosed();
    expect(success).toHaveBeenCalledWith('PREMIUM 요금제로 바꿨어요.');
  });

  it('whose price has changed shows the new one', async () => {
    const { user, dialog } = await openUpgrade();
    const submit = await dialog.findByRole('button', { name: '1,250원 결제' });
    answers.quoteUpgrade = () => ({ plan: 'premium', amount: 1_161, daysLeft: 13, days: 28 });
    answers.upgrade = refuse('CONFLICT');
    await user.click(submit);
    await dialog.findByRole('button', { name: '1,161원 결제' });
    expect(dialog.getByRole('alert').textContent).toBe('결제할 금액이 바뀌었어요. 다시 확인해 주세요.');
  });

  it('that the card is declined for leaves the plan as it was', async () => {
    const order = anUnpaidOrder({ kind: 'upgrade', state: 'failed', failureCode: 'REJECT_CARD_PAYMENT' });
    answers.upgrade = () => ({ subscription: aSubscription(), order });
    const { user, dialog } = await openUpgrade();
    await user.click(await dialog.findByRole('button', { name: '1,250원 결제' }));
    const notice = await dialog.findByRole('alert');
    expect(notice.textContent).toBe(
      '카드사가 승인하지 않았어요. 카드 한도나 잔액이 부족해요. 요금제는 그대로예요.',
    );
    expect(success).not.toHaveBeenCalled();
  });

  it('whose payment is not known yet warns of a second one', async () => {
    const order = anUnpaidOrder({ kind: 'upgrade', state: 'confirming' });
    answers.upgrade = () => ({ subscription: aSubscription(), order });
    const { user, dialog } = await openUpgrade();
    await user.click(await dialog.findByRole('button', { name: '1,250원 결제' }));
    await isClosed();
    expect(info).toHaveBeenCalledWith('결제를 확인하고 있어요. 다시 결제하지 마세요.');
    expect(success).not.toHaveBeenCalled();
  });

  it('waits for the last payment', async () => {
    answers.upgrade = refuse('PAYMENT_PENDING');
    const { user, dialog } = await openUpgrade();
    await user.click(await dialog.findByRole('button', { name: '1,250원 결제' }));
    await dialog.findByText('지난 결제를 아직 확인하고 있어요. 확인되면 다시 결제할 수 있어요.');
  });

  it('whose price is not known can be asked for again', async () => {
    answers.quoteUpgrade = refuse('UNAVAILABLE');
    const { user, dialog } = await openUpgrade();
    await dialog.findByRole('alert');
    expect(dialog.queryByRole('button', { name: /결제$/ })).toBeNull();
    answers.quoteUpgrade = () => ({ plan: 'premium', amount: 1_250, daysLeft: 14, days: 28 });
    await user.click(dialog.getByRole('button', { name: '다시 시도' }));
    await dialog.findByRole('button', { name: '1,250원 결제' });
  });
});

describe('a smaller plan', () => {
  it('begins with the next period, without a charge now', async () => {
    answers.changeNextPlan = () => ({ subscription: { ...premium, nextPlan: 'basic' } });
    const { user, dialog } = await openDialog('요금제 변경', 'BASIC 요금제로 변경', premium);
    expect(dialog.getByText('12월 31일까지 PREMIUM 요금제를 써요.')).toBeTruthy();
    expect(
      dialog.getByText(/^2027년 1월 1일부터 BASIC 요금제로 바뀌고 매월 2,500원을 결제해요\./),
    ).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: '변경' }));
    await isClosed();
    expect(sent).toEqual([{ operation: 'changeNextPlan', input: { body: { plan: 'basic' } } }]);
    expect(success).toHaveBeenCalledWith('2027년 1월 1일부터 BASIC 요금제로 바뀌어요.');
  });

  it('that is refused says why', async () => {
    answers.changeNextPlan = refuse('UNREACHABLE');
    const { user, dialog } = await openDialog('요금제 변경', 'BASIC 요금제로 변경', premium);
    await user.click(dialog.getByRole('button', { name: '변경' }));
    await dialog.findByText('연결되지 않았어요. 인터넷을 확인해 주세요.');
  });
});

describe('the end of a subscription', () => {
  const openEnding = (change: Partial<Subscription> = {}) =>
    openDialog('구독 해지', '구독 해지', aSubscription(change));
  const later = '12월 31일까지 이용';
  const now = '지금 끝내고 3,388원 환불';
  const way = (dialog: ReturnType<typeof within>, name: string) =>
    dialog.findByRole('radio', { name: new RegExp(`^${name}`) });

  it('offers both ways alike: none is chosen, and both buttons look the same', async () => {
    const { user, dialog } = await openEnding();
    for (const name of [later, now])
      expect(((await way(dialog, name)) as HTMLInputElement).checked).toBe(false);
    const submit = dialog.getByRole('button', { name: '구독 해지' });
    expect(submit.className).toBe(dialog.getByRole('button', { name: '구독 유지' }).className);
    await user.click(submit);
    expect(dialog.getByRole('alert').textContent).toBe('끝내는 방법을 골라 주세요.');
    expect(sent.map(({ operation }) => operation)).toEqual(['quoteEnd']);
  });

  it('is the end of the paid period', async () => {
    answers.cancelSubscription = () => ({ subscription: aSubscription({ state: 'cancelling' }) });
    const { user, dialog } = await openEnding();
    await user.click(await way(dialog, later));
    await user.click(dialog.getByRole('button', { name: '구독 해지' }));
    await isClosed();
    expect(success).toHaveBeenCalledWith('해지했어요. 12월 31일까지 이용해요.');
  });

  it('is now, with the refund that was shown', async () => {
    answers.endSubscription = () => ({ subscription: null });
    const { user, dialog } = await openEnding();
    await user.click(await way(dialog, now));
    await user.click(dialog.getByRole('button', { name: '구독 해지' }));
    await isClosed();
    expect(sent).toContainEqual({ operation: 'endSubscription', input: { body: { amount: 3_388 } } });
    expect(success).toHaveBeenCalledWith('구독을 끝냈어요. 환불을 요청했어요.');
  });

  it('has one way if nothing is left to refund', async () => {
    answers.quoteEnd = () => ({ amount: 0 });
    answers.cancelSubscription = () => ({ subscription: aSubscription({ state: 'cancelling' }) });
    const { user, dialog } = await openEnding();
    await dialog.findByText('환불할 금액이 없어서, 12월 31일까지 이용하고 끝나요.');
    expect(dialog.queryByRole('radio')).toBeNull();
    await user.click(dialog.getByRole('button', { name: '구독 해지' }));
    await isClosed();
    expect(sent.map(({ operation }) => operation)).toContain('cancelSubscription');
  });

  it('is possible although the refund is not known', async () => {
    answers.quoteEnd = refuse('UNAVAILABLE');
    answers.cancelSubscription = () => ({ subscription: aSubscription({ state: 'cancelling' }) });
    const { user, dialog } = await openEnding();
    await dialog.findByRole('alert');
    expect(dialog.getByText(later)).toBeTruthy();
    expect(dialog.getByRole('button', { name: '다시 시도' })).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: '구독 해지' }));
    await isClosed();
  });

  it('whose refund has changed shows the new one', async () => {
    const { user, dialog } = await openEnding();
    await user.click(await way(dialog, now));
    answers.quoteEnd = () => ({ amount: 3_226 });
    answers.endSubscription = refuse('CONFLICT');
    await user.click(dialog.getByRole('button', { name: '구독 해지' }));
    await way(dialog, '지금 끝내고 3,226원 환불');
    expect(dialog.getByRole('alert').textContent).toBe('환불 금액이 바뀌었어요. 다시 확인해 주세요.');
  });

  it('waits for a payment that is not known yet, and says so', async () => {
    answers.endSubscription = refuse('PAYMENT_PENDING');
    const { user, dialog } = await openEnding();
    await user.click(await way(dialog, now));
    await user.click(dialog.getByRole('button', { name: '구독 해지' }));
    await dialog.findByText('지난 결제를 아직 확인하고 있어서 지금 끝낼 수 없어요. 확인되면 다시 해 주세요.');
  });

  it('after a failed charge is the end of the grace', async () => {
    answers.quoteEnd = () => ({ amount: 0 });
    const { dialog } = await openEnding({ state: 'past-due', graceUntil: kst('12-08') });
    await dialog.findByText('환불할 금액이 없어서, 12월 7일까지 이용하고 끝나요.');
  });

  it('of a cancelled one can still be now', async () => {
    answers.endSubscription = () => ({ subscription: null });
    const cancelled = aSubscription({ state: 'cancelling' });
    const { user, dialog } = await openDialog('지금 끝내기', '지금 끝내기', cancelled);
    await dialog.findByText(now);
    await user.click(dialog.getByRole('button', { name: '지금 끝내기' }));
    await isClosed();
    expect(sent).toContainEqual({ operation: 'endSubscription', input: { body: { amount: 3_388 } } });
  });

  it('is chosen and left by the keyboard', async () => {
    const { user, dialog } = await openEnding();
    const first = await way(dialog, later);
    first.focus();
    await user.keyboard(' ');
    expect((first as HTMLInputElement).checked).toBe(true);
    await user.keyboard('{Escape}');
    await isClosed();
    expect(sent.map(({ operation }) => operation)).toEqual(['quoteEnd']);
  });
});
