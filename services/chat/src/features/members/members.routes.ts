import { memberRoutes } from '@maru/contracts/http/chat/members';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { MembersService } from './members.service.js';

export const memberBindings = (members: MembersService): BoundRoute[] => [
  route(memberRoutes.listMembers, ({ params, query }) => members.list(params.serverId, query)),
  route(memberRoutes.listMembersById, async ({ params, query }) => ({
    members: await members.listByIds(params.serverId, query.ids),
  })),
  route(memberRoutes.getMember, ({ params }) => members.find(params)),
  route(memberRoutes.setNickname, ({ caller, params, body }) =>
    members.setNickname(caller.userId, params, body.nickname),
  ),
  route(memberRoutes.giveRole, ({ caller, params: { roleId, ...of } }) =>
    members.giveRole(caller.userId, of, roleId),
  ),
  route(memberRoutes.takeRole, ({ caller, params: { roleId, ...of } }) =>
    members.takeRole(caller.userId, of, roleId),
  ),
];
