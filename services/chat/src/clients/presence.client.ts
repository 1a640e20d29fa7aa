import { presenceRoutes } from '@maru/contracts/internal/presence';
import type { ServiceClient } from '@maru/service-kit/service-client';

/** Presence, answered by the socket service. */
export interface Presence {
  countOnline(serverId: string): Promise<number>;
  /** Returns the users who are online, of at most 1,000. */
  listOnline(userIds: string[]): Promise<string[]>;
}

export const createPresence = (socket: ServiceClient): Presence => ({
  async countOnline(serverId) {
    return (await socket.call(presenceRoutes.countOnline, { params: { serverId } })).count;
  },
  async listOnline(userIds) {
    return (await socket.call(presenceRoutes.listOnline, { body: { userIds } })).userIds;
  },
});
