import { roleRoutes } from '@maru/contracts/http/chat/roles';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { RolesService } from './roles.service.js';

export const roleBindings = (roles: RolesService): BoundRoute[] => [
  route(roleRoutes.createRole, ({ caller, params, body, idempotencyKey }) => {
    const request = { userId: caller.userId, key: idempotencyKey, request: ['createRole', params, body] };
    return roles.create(request, params.serverId, body);
  }),
  route(roleRoutes.updateRole, ({ caller, params, body }) => roles.update(caller.userId, params, body)),
  route(roleRoutes.moveRole, ({ caller, params, body }) => roles.move(caller.userId, params, body.position)),
  route(roleRoutes.deleteRole, ({ caller, params }) => roles.remove(caller.userId, params)),
];
