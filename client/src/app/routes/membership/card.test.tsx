import { beforeEach, expect, it, jest } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import { ApiError } from '@/shared/api/api-error';
import { mockHttp, type Answers } from '@/testing/http';
import { withSession } from '@/testing/notes';
import { renderApp } from '@/testing/render';
import { aRegistrationId, aSubscription } from '@/testing/subscription';

const answers: Answers = {};
const sent = mockHttp(answers);
const { Component } = await import('./card');

const requestBillingAuth = jest.fn<(method: string, params: object) => Promise<void>>();
const operations = () => sent.map(({ operation }) => operation);

withSession();
beforeEach(() => {
  sent.length = 0;
  let isProven = false;
  requestBillingAuth.mockReset().mockResolvedValue();
  Object.assign(window, { TossPayments: () => ({ requestBillingAuth }) });
  Object.assign(answers, {
    getAccount: () => ({ hasPassword: true, hasTwoFactor: false, recoveryCodesLeft: 0, identities: [] }),
    getSubscription: () => ({ subscription: aSubscription() }),
    stepUp: () => void (isProven = true),
    openCardChange: () => {
      if (!isProven) throw new ApiError('STEP_UP_REQUIRED');
      return {
        registrationId: aRegistrationId,
        clientKey: 'test_ck',
        sdkUrl: 'http://toss.test/sdk',
        customerKey: 'customer',
      };
    },
  });
});

const openProof = async () => {
  const { user } = renderApp(<Component />);
  await user.click(await screen.findByRole('button', { name: '카드 등록' }));
  return { user, password: await screen.findByLabelText('비밀번호') };
};

it('the card is changed once the person has proven who they are', async () => {
  const { user, password } = await openProof();
  await user.type(password, 'maru-1!{Enter}');
  await waitFor(() => expect(requestBillingAuth).toHaveBeenCalledTimes(1));
  expect(operations().filter((name) => name === 'openCardChange')).toHaveLength(2);
});

it('a person who does not prove it changes nothing', async () => {
  const { user } = await openProof();
  await user.keyboard('{Escape}');
  await screen.findByText('본인 확인이 필요해요.');
  expect(requestBillingAuth).not.toHaveBeenCalled();
});
