import { presenceRoutes } from '@maru/contracts/internal/presence';
import type { ServiceClient } from '@maru/service-kit/service-client';

/** What the socket service knows of who is online. */
export interface Presence {
  countOnline(serverId: string): Promise<number>;
  /** Those of these people, at most 1000, who are online. */
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
