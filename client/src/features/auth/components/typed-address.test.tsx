import { afterEach, expect, it, jest } from '@jest/globals';
import { cleanup, screen } from '@testing-library/react';
import { useLocation } from 'react-router-dom';
import { renderApp } from '@/testing/render';
import { ConfirmForm } from './confirm-form';
import { ForgotPasswordForm } from './forgot-password-form';
import { SignInForm } from './sign-in-form';
import { SignUpForm } from './sign-up-form';

afterEach(cleanup);

const nothing = () => undefined;
const State = () => <output>{JSON.stringify(useLocation().state)}</output>;
const email = () => screen.getByLabelText<HTMLInputElement>('이메일').value;

it('the link to reset a password carries the typed address', async () => {
  const { user } = renderApp(
    <>
      <SignInForm forgotPath="/forgot-password" onConfirm={nothing} onContinue={nothing} />
      <State />
    </>,
  );
  await user.type(screen.getByLabelText('이메일'), 'jimin@maru.test');
  await user.click(screen.getByRole('link', { name: '비밀번호를 잊었나요?' }));
  expect(screen.getByRole('status').textContent).toBe('{"email":"jimin@maru.test"}');
  cleanup();
  renderApp(<ForgotPasswordForm initialEmail="jimin@maru.test" onContinue={nothing} />);
  expect(email()).toBe('jimin@maru.test');
});

it('a mistyped address can be corrected on the page that waits for its code', async () => {
  const onChangeEmail = jest.fn();
  const pending = { email: 'jimni@maru.test', signUpToken: 'x', resendAfterMs: 0 };
  const { user } = renderApp(<ConfirmForm pending={pending} onChangeEmail={onChangeEmail} />);
  await user.click(screen.getByRole('button', { name: /이메일 바꾸기/ }));
  expect(onChangeEmail).toHaveBeenCalled();
  cleanup();
  renderApp(<SignUpForm draft={{ email: 'jimni@maru.test', nickname: '지민' }} onStarted={nothing} />);
  expect([email(), screen.getByLabelText<HTMLInputElement>('닉네임').value]).toEqual([
    'jimni@maru.test',
    '지민',
  ]);
});
