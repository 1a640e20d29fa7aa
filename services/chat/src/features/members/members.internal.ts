import { accessRoutes } from '@maru/contracts/internal/access';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { MembersService } from './members.service.js';

/** Internal routes from which the socket service builds members' panels. */
export const memberInternalBindings = (members: MembersService): BoundRoute[] => [
  route(accessRoutes.listServerMembers, ({ params, query }) =>
    members.listAll(params.serverId, query.cursor),
  ),
];
