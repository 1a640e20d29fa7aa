import { afterEach, expect, it } from '@jest/globals';
import { cleanup, screen } from '@testing-library/react';
import { renderApp } from '@/testing/render';
import { SignInForm } from './sign-in-form';
import { SignUpForm } from './sign-up-form';

afterEach(cleanup);

const nothing = () => undefined;
const alerts = () => screen.getAllByRole('alert').map(({ textContent }) => textContent);

it('a sign-in that is submitted empty names the problems and focuses the first field', async () => {
  const { user } = renderApp(<SignInForm forgotPath="/" onConfirm={nothing} onContinue={nothing} />);
  expect(screen.queryAllByRole('alert')).toEqual([]);
  await user.click(screen.getByRole('button', { name: '로그인' }));
  expect(alerts()).toHaveLength(2);
  expect(document.activeElement).toBe(screen.getByLabelText('이메일'));
  await user.type(screen.getByLabelText('이메일'), 'jimin@maru.test');
  expect(alerts()).toHaveLength(1);
});

it('a sign-up focuses the first field that is invalid', async () => {
  const { user } = renderApp(<SignUpForm draft={{ nickname: '지민' }} onStarted={nothing} />);
  await user.click(screen.getByRole('button', { name: '인증 코드 받기' }));
  expect(document.activeElement).toBe(screen.getByLabelText('이메일'));
});
