import { presenceRoutes } from '@maru/contracts/internal/presence';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { OnlineMembers } from './online-members.js';
import type { PresenceService } from './presence.service.js';

interface Presence {
  people: PresenceService;
  members: OnlineMembers;
}

export const presenceBindings = ({ people, members }: Presence): BoundRoute[] => [
  route(presenceRoutes.countOnline, async ({ params }) => ({ count: await members.count(params.serverId) })),
  route(presenceRoutes.listOnline, async ({ body }) => ({
    userIds: body.userIds.filter((userId) => people.isOnline(userId)),
  })),
];
