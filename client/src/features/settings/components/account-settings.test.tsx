import { afterEach, expect, it } from '@jest/globals';
import type { Account } from '@maru/contracts/http/user/account';
import { cleanup, screen } from '@testing-library/react';
import { openSession } from '@/shared/api/session-store';
import { aMe } from '@/testing/people';
import { renderApp } from '@/testing/render';
import { AccountSettings } from './account-settings';

afterEach(cleanup);

it('a password without an email address begins with adding the address', async () => {
  openSession({ accessToken: 'x', expiresInMs: 600_000, me: aMe({ email: null }) });
  const account: Account = {
    hasPassword: false,
    hasTwoFactor: false,
    recoveryCodesLeft: 0,
    identities: [],
  };
  const { user } = renderApp(<AccountSettings account={account} onDeleted={() => undefined} />);
  expect(screen.getByText('비밀번호로 로그인하려면 이메일이 먼저 있어야 해요.')).toBeDefined();
  await user.click(screen.getByRole('button', { name: '이메일 추가' }));
  expect(screen.getByRole('dialog', { name: /이메일/ })).toBeDefined();
});
