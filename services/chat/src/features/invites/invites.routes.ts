import { inviteRoutes } from '@maru/contracts/http/chat/invites';
import { subscriberOf } from '@maru/service-kit/http/client-address';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { RateLimit } from '@maru/service-kit/rate-limiter';
import type { Authorize } from '../../platform/authorize.js';
import type { InvitesService } from './invites.service.js';

interface InviteBindingDeps {
  invites: InvitesService;
  authorize: Authorize;
  /** Per address, which a household or an office shares, and conversations ask for every link they show. */
  previews: RateLimit;
  /** Per user. */
  accepts: RateLimit;
}

export const inviteBindings = ({
  invites,
  authorize,
  previews,
  accepts,
}: InviteBindingDeps): BoundRoute[] => [
  route(inviteRoutes.createInvite, {
    authorize: authorize.inServer('createInvite'),
    handle: ({ caller, params, body, idempotencyKey }) => {
      const request = { userId: caller.userId, key: idempotencyKey, request: ['createInvite', params, body] };
      return invites.create(request, params.serverId, body);
    },
  }),
  route(inviteRoutes.pauseInvites, {
    authorize: authorize.inServer('manageServer'),
    handle: ({ caller, params, body }) => invites.pause(caller.userId, params.serverId, body.arePaused),
  }),
  route(inviteRoutes.listInvites, {
    authorize: authorize.inServer('manageServer'),
    handle: ({ caller, params }) => invites.list(caller.userId, params.serverId),
  }),
  route(inviteRoutes.revokeInvite, {
    // Who made a link may revoke it, too: the service looks whose it is.
    authorize: authorize.inServer('member'),
    handle: ({ caller, params }) => invites.revoke(caller.userId, params.serverId, params.inviteId),
  }),
  route(inviteRoutes.getInvite, {
    authorize: 'public',
    handle: async ({ params, req }) => {
      await previews.consume(subscriberOf(req.ip));
      return invites.preview(params.code);
    },
  }),
  route(inviteRoutes.acceptInvite, {
    authorize: 'self',
    handle: async ({ caller, params }) => {
      await accepts.consume(caller.userId);
      return invites.accept(caller.userId, params.code);
    },
  }),
];
