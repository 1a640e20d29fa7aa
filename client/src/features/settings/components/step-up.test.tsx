import { afterEach, expect, it, jest } from '@jest/globals';
import type { Account } from '@maru/contracts/http/user/account';
import { cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ApiError } from '@/shared/api/api-error';
import { openSession } from '@/shared/api/session-store';
import { aMe } from '@/testing/people';
import { renderApp } from '@/testing/render';
import { StepUpProvider, useStepUpGuard } from './step-up';

const account: Account = { hasPassword: true, hasTwoFactor: false, recoveryCodesLeft: 0, identities: [] };
const outcomes: string[] = [];
afterEach(() => {
  cleanup();
  outcomes.length = 0;
});

const Danger = ({ action }: { action: () => Promise<string> }) => {
  const guard = useStepUpGuard();
  const run = () =>
    guard(action).then(
      (result) => outcomes.push(result),
      (error: unknown) => outcomes.push(error instanceof ApiError ? error.code : 'unknown'),
    );
  return <button onClick={() => void run()}>go</button>;
};

const show = (action: () => Promise<string>) => {
  openSession({ accessToken: 'x', expiresInMs: 600_000, me: aMe() });
  renderApp(
    <StepUpProvider account={account}>
      <Danger action={action} />
    </StepUpProvider>,
  );
};

it('does not interrupt an action that needs no step-up', async () => {
  show(async () => 'done');
  await userEvent.click(screen.getByText('go'));
  await waitFor(() => expect(outcomes).toEqual(['done']));
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('asks for the password, and fails with the action’s own error when it is cancelled', async () => {
  const action = jest.fn(async () => {
    throw new ApiError('STEP_UP_REQUIRED');
  });
  show(action as () => Promise<string>);
  await userEvent.click(screen.getByText('go'));
  expect(await screen.findByLabelText('비밀번호')).toBeTruthy();
  await userEvent.keyboard('{Escape}');
  await waitFor(() => expect(outcomes).toEqual(['STEP_UP_REQUIRED']));
  expect(action).toHaveBeenCalledTimes(1);
});

it('leaves other errors to the action', async () => {
  show(async () => {
    throw new ApiError('LAST_SIGN_IN_WAY');
  });
  await userEvent.click(screen.getByText('go'));
  await waitFor(() => expect(outcomes).toEqual(['LAST_SIGN_IN_WAY']));
});
