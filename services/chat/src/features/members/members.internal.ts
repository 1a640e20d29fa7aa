import { accessRoutes } from '@maru/contracts/internal/access';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { MembersService } from './members.service.js';

/** What the socket service makes members' panels from. */
export const memberInternalBindings = (members: MembersService): BoundRoute[] => [
  route(accessRoutes.listServerMembers, {
    authorize: 'service',
    handle: ({ params, query }) => members.listAll(params.serverId, query.cursor),
  }),
  route(accessRoutes.listHoistedRoles, {
    authorize: 'service',
    handle: async ({ params }) => ({ roleIds: await members.listHoistedRoles(params.serverId) }),
  }),
];
