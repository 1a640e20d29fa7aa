import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { onlineManager } from '@tanstack/react-query';
import { screen } from '@testing-library/react';
import { ApiError } from '@/shared/api/api-error';
import { mockHttp, type Answers } from '@/testing/http';
import { withToday } from '@/testing/membership';
import { withSession } from '@/testing/notes';
import { renderApp } from '@/testing/render';
import { anOverdueSubscription, aRegistrationId, aSubscription } from '@/testing/subscription';
import { cardPurposes } from '../../model/card-windows';
import type { Guard } from '../../api/card-registrations';

const answers: Answers = {};
const sent = mockHttp(answers);
const { CardChangePage } = await import('./card-change-page');

const requestBillingAuth = jest.fn<(method: string, params: object) => Promise<void>>();
const trusting: Guard = (action) => action();

withToday();
withSession();
beforeEach(() => {
  sent.length = 0;
  onlineManager.setOnline(true);
  cardPurposes.forget(aRegistrationId);
  requestBillingAuth.mockReset().mockResolvedValue();
  Object.assign(window, { TossPayments: () => ({ requestBillingAuth }) });
  answers.getSubscription = () => ({ subscription: aSubscription() });
  answers.openCardChange = () => ({
    registrationId: aRegistrationId,
    clientKey: 'test_ck',
    sdkUrl: 'http://toss.test/sdk',
    customerKey: 'customer',
  });
});

const open = (guard = trusting) => renderApp(<CardChangePage guard={guard} />);
const submit = () => screen.findByRole('button', { name: '카드 등록' });

describe('another card', () => {
  it('replaces the one that is shown, from the next charge on', async () => {
    open();
    await screen.findByText('현대카드 ····1234');
    expect(screen.getByText('2027년 1월 1일에 2,500원을 결제해요.')).toBeTruthy();
    expect(screen.getByText(/^새 카드를 등록하면 다음 결제부터 새 카드로 결제하고/)).toBeTruthy();
    expect(screen.getByRole('link', { name: '취소' }).getAttribute('href')).toBe('/settings/membership');
  });

  it('pays an overdue charge at once, which the page says before', async () => {
    answers.getSubscription = () => ({ subscription: anOverdueSubscription() });
    open();
    await screen.findByText(/^새 카드를 등록하면 밀린 2,500원을 바로 결제하고/);
  });

  it('is registered in the window, which is remembered to be for a change', async () => {
    const { user } = open();
    await user.click(await submit());
    await screen.findByText('카드를 확인하러 가고 있어요.');
    expect(requestBillingAuth).toHaveBeenCalledWith('카드', {
      customerKey: 'customer',
      customerName: '지민',
      successUrl: `${location.origin}/membership/cards/${aRegistrationId}/success`,
      failUrl: `${location.origin}/membership/cards/${aRegistrationId}/fail`,
    });
    expect(cardPurposes.find(aRegistrationId)).toEqual({ plan: null });
  });

  it('needs a proof that the guard asks for, and goes on after it', async () => {
    let isProven = false;
    const open201 = answers.openCardChange;
    answers.openCardChange = (input) => {
      if (!isProven) throw new ApiError('STEP_UP_REQUIRED');
      return open201?.(input);
    };
    const { user } = open(async (action) => {
      await expect(action()).rejects.toMatchObject({ code: 'STEP_UP_REQUIRED' });
      isProven = true;
      return action();
    });
    await user.click(await submit());
    await screen.findByText('카드를 확인하러 가고 있어요.');
  });

  it('without the proof is not registered', async () => {
    answers.openCardChange = () => {
      throw new ApiError('STEP_UP_REQUIRED');
    };
    const { user } = open();
    await user.click(await submit());
    await screen.findByText('본인 확인이 필요해요.');
    expect(requestBillingAuth).not.toHaveBeenCalled();
  });

  it('of a subscription that has ended meanwhile is not needed', async () => {
    answers.openCardChange = () => {
      answers.getSubscription = () => ({ subscription: null });
      throw new ApiError('NOT_SUBSCRIBED');
    };
    const { user } = open();
    await user.click(await submit());
    await screen.findByRole('heading', { name: '구독하지 않고 있어요' });
  });

  it('waits for a connection, and says so', async () => {
    onlineManager.setOnline(false);
    open();
    await screen.findByText('연결되지 않았어요. 인터넷을 확인해 주세요.');
  });
});
