import type { Profile } from '@maru/contracts/http/user/profiles';
import type { Locale } from '@maru/contracts/primitives';
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
  plan: 'free',
  createdAt: '2026-01-01T00:00:00.000Z',
  ...profile,
});

export interface Contact {
  userId: string;
  email: string;
  locale: Locale;
}

/** People as a test wants them; the user service can be down. */
export const createFakeUserService = () => {
  const profiles = new Map<string, Profile>();
  const contacts: Contact[] = [];
  /** People without a profile of their own. */
  const known = new Set<string>();
  const state = { profiles, contacts, known, isDown: false };
  const requireUp = () => {
    if (state.isDown) throw new AppError('UNAVAILABLE');
  };
  const service: UserService = {
    listPeople: async (userIds) => {
      requireUp();
      return userIds.flatMap((userId) => profiles.get(userId) ?? []);
    },
    exists: async (userId) => {
      requireUp();
      return known.has(userId) || profiles.has(userId);
    },
    getContact: async (userId) => {
      requireUp();
      return contacts.find((each) => each.userId === userId) ?? { email: null, locale: 'ko' };
    },
    findContact: async (email) => {
      requireUp();
      return contacts.find((each) => each.email === email) ?? null;
    },
  };
  return Object.assign(state, service);
};
