import { AppError } from '@maru/service-kit/app-error';
import type { Presence } from '../clients/presence.client.js';

/** Presence as a test sets it; the socket service can be down. */
export const createFakePresence = () => {
  const state = { online: new Set<string>(), count: 0, isDown: false };
  const requireUp = () => {
    if (state.isDown) throw new AppError('UNAVAILABLE');
  };
  const presence: Presence = {
    countOnline: async () => {
      requireUp();
      return state.count;
    },
    listOnline: async (userIds) => {
      requireUp();
      return userIds.filter((userId) => state.online.has(userId));
    },
  };
  return Object.assign(state, presence);
};
