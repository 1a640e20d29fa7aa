import type { Member } from '@maru/contracts/http/chat/members';
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
  plan: 'free',
  locale: 'ko',
  createdAt: '2026-01-01T00:00:00.000Z',
  ...change,
});

/** The cached answers that name these people in a server, with this change of each membership. */
export const knownPeople = (
  serverId: string,
  names: Readonly<Record<string, string>>,
  change: Partial<Member> = {},
): [readonly string[], unknown][] =>
  Object.entries(names).flatMap(([userId, nickname]): [readonly string[], unknown][] => [
    [['profiles', userId], { ...aMe({ userId, nickname }) }],
    [
      ['member', serverId, userId],
      {
        serverId,
        userId,
        roleIds: [],
        nickname: null,
        timedOutUntil: null,
        isMuted: false,
        isDeafened: false,
        ...change,
      },
    ],
  ]);
