import { inviteRoutes } from '@maru/contracts/http/chat/invites';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { InvitesService } from './invites.service.js';

export const inviteBindings = (invites: InvitesService): BoundRoute[] => [
  route(inviteRoutes.createInvite, ({ caller, params, body, idempotencyKey }) => {
    const request = { userId: caller.userId, key: idempotencyKey, request: ['createInvite', params, body] };
    return invites.create(request, params.serverId, body);
  }),
  route(inviteRoutes.pauseInvites, ({ caller, params, body }) =>
    invites.pause(caller.userId, params.serverId, body.arePaused),
  ),
  route(inviteRoutes.listInvites, ({ caller, params }) => invites.list(caller.userId, params.serverId)),
  route(inviteRoutes.revokeInvite, ({ caller, params }) =>
    invites.revoke(caller.userId, params.serverId, params.inviteId),
  ),
  route(inviteRoutes.getInvite, ({ params }) => invites.preview(params.code)),
  route(inviteRoutes.acceptInvite, ({ caller, params }) => invites.accept(caller.userId, params.code)),
];
