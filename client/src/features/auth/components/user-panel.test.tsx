import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { cleanup, screen } from '@testing-library/react';
import { openSession } from '@/shared/api/session-store';
import { aMe } from '@/testing/people';
import { renderApp } from '@/testing/render';
import { UserPanel } from './user-panel';

beforeEach(() => openSession({ accessToken: 'x', expiresInMs: 600_000, me: aMe() }));
afterEach(cleanup);

it('opens a menu with the profile, the settings and the way out', async () => {
  const onOpenSettings = jest.fn();
  const { user } = renderApp(<UserPanel onOpenSettings={onOpenSettings} />);
  await user.click(screen.getByRole('button', { name: /내 메뉴$/ }));
  expect(screen.getAllByRole('menuitem').map((item) => item.textContent)).toEqual([
    '프로필 편집',
    '설정',
    '로그아웃',
  ]);
  await user.click(screen.getByRole('menuitem', { name: '프로필 편집' }));
  expect(onOpenSettings).toHaveBeenCalledWith('profile');
});
