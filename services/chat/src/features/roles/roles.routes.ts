import { roleRoutes } from '@maru/contracts/http/chat/roles';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { Authorize } from '../../platform/authorize.js';
import type { RolesService } from './roles.service.js';

export const roleBindings = (roles: RolesService, authorize: Authorize): BoundRoute[] => [
  route(roleRoutes.createRole, {
    authorize: authorize.inServer('manageRoles'),
    handle: ({ caller, params, body, idempotencyKey }) => {
      const request = { userId: caller.userId, key: idempotencyKey, request: ['createRole', params, body] };
      return roles.create(request, params.serverId, body);
    },
  }),
  route(roleRoutes.updateRole, {
    authorize: authorize.inServer('manageRoles'),
    handle: ({ caller, params, body }) => roles.update(caller.userId, params, body),
  }),
  route(roleRoutes.moveRole, {
    authorize: authorize.inServer('manageRoles'),
    handle: ({ caller, params, body }) => roles.move(caller.userId, params, body.position),
  }),
  route(roleRoutes.deleteRole, {
    authorize: authorize.inServer('manageRoles'),
    handle: ({ caller, params }) => roles.remove(caller.userId, params),
  }),
];
