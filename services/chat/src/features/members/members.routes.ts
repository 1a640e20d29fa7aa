import { memberRoutes } from '@maru/contracts/http/chat/members';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { Authorize } from '../../platform/authorize.js';
import type { MembersService } from './members.service.js';

export const memberBindings = (members: MembersService, authorize: Authorize): BoundRoute[] => [
  route(memberRoutes.listMembers, {
    authorize: authorize.inServer('member'),
    handle: ({ params, query }) => members.list(params.serverId, query),
  }),
  route(memberRoutes.listMembersById, {
    authorize: authorize.inServer('member'),
    handle: async ({ params, query }) => ({ members: await members.listByIds(params.serverId, query.ids) }),
  }),
  route(memberRoutes.getMember, {
    authorize: authorize.inServer('member'),
    handle: ({ params }) => members.find(params),
  }),
  route(memberRoutes.setNickname, {
    // Whose it is decides what is needed: the service looks.
    authorize: authorize.inServer('member'),
    handle: ({ caller, params, body }) => members.setNickname(caller.userId, params, body.nickname),
  }),
  route(memberRoutes.giveRole, {
    authorize: authorize.inServer('manageRoles'),
    handle: ({ caller, params: { roleId, ...of } }) => members.giveRole(caller.userId, of, roleId),
  }),
  route(memberRoutes.takeRole, {
    authorize: authorize.inServer('manageRoles'),
    handle: ({ caller, params: { roleId, ...of } }) => members.takeRole(caller.userId, of, roleId),
  }),
];
