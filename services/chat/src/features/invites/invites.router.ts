import { inviteRoutes } from '@maru/contracts/http/chat/invites';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { RateLimit } from '@maru/service-kit/rate-limiter';
import type { Authorize } from '../../platform/authorize.js';
import type { InvitesService } from './invites.service.js';

interface InviteBindingDeps {
  invites: InvitesService;
  authorize: Authorize;
  /** Per address: codes can't be guessed, but nobody shall try. */
  lookups: RateLimit;
}

export const inviteBindings = ({ invites, authorize, lookups }: InviteBindingDeps): BoundRoute[] => [
  route(inviteRoutes.createInvite, {
    authorize: authorize.inServer('createInvite'),
    handle: ({ caller, params, idempotencyKey }) => {
      const request = { userId: caller.userId, key: idempotencyKey, request: ['createInvite', params] };
      return invites.create(request, params.serverId);
    },
  }),
  route(inviteRoutes.getInvite, {
    authorize: 'public',
    handle: async ({ params, req }) => {
      await lookups.consume(req.ip ?? '');
      return invites.preview(params.code);
    },
  }),
  route(inviteRoutes.acceptInvite, {
    authorize: 'self',
    handle: async ({ caller, params }) => {
      await lookups.consume(caller.userId);
      return invites.accept(caller.userId, params.code);
    },
  }),
];
