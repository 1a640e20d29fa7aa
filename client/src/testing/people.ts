import type { Me } from '@maru/contracts/http/user/auth';

/** A signed-in person as tests need one. */
export const aMe = (change: Partial<Me> = {}): Me => ({
  userId: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  email: 'jimin@maru.test',
  nickname: '지민',
  tag: 'jimin',
  tagline: '',
  bio: '',
  accent: 'pine',
  avatarUrl: null,
  avatarLargeUrl: null,
  bannerUrl: null,
  bannerLargeUrl: null,
  locale: 'ko',
  createdAt: '2026-01-01T00:00:00.000Z',
  ...change,
});
