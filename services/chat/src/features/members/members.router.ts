import { memberRoutes } from '@maru/contracts/http/chat/members';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { Authorize } from '../../platform/authorize.js';
import type { MembersService } from './members.service.js';

export const memberBindings = (members: MembersService, authorize: Authorize): BoundRoute[] => [
  route(memberRoutes.listMembers, {
    authorize: authorize.inServer('viewChannel'),
    handle: ({ params, query }) => members.list(params.serverId, query),
  }),
];
