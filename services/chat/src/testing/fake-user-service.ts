import type { Profile } from '@maru/contracts/http/user/profiles';
import type { UserService } from '../clients/user-service.client.js';
import { AppError } from '@maru/service-kit/app-error';

export const aProfile = (profile: Pick<Profile, 'userId' | 'nickname' | 'tag'>): Profile => ({
  tagline: '',
  bio: '',
  accent: 'pine',
  avatarUrl: null,
  avatarLargeUrl: null,
  bannerUrl: null,
  bannerLargeUrl: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  ...profile,
});

/** People as a test wants them; the user service can be down. */
export const createFakeUserService = () => {
  const profiles = new Map<string, Profile>();
  const service = {
    profiles,
    isDown: false,
    listPeople: async (userIds) => {
      if (service.isDown) throw new AppError('UNAVAILABLE');
      return userIds.flatMap((userId) => profiles.get(userId) ?? []);
    },
  } satisfies Pick<UserService, 'listPeople'> & Record<string, unknown>;
  return service;
};
