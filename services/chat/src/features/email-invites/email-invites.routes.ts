import { emailInviteRoutes } from '@maru/contracts/http/chat/email-invites';
import { subscriberOf } from '@maru/service-kit/http/client-address';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { RateLimit } from '@maru/service-kit/rate-limiter';
import type { Authorize } from '../../platform/authorize.js';
import type { EmailInvitesService } from './email-invites.service.js';
import type { ReceivedInvitesService } from './received-invites.service.js';

interface EmailInviteBindingDeps {
  emailInvites: EmailInvitesService;
  received: ReceivedInvitesService;
  authorize: Authorize;
  /** Per address, which a household, an office, or a mail program's servers share. */
  opened: RateLimit;
}

export const emailInviteBindings = ({
  emailInvites,
  received,
  authorize,
  opened,
}: EmailInviteBindingDeps): BoundRoute[] => [
  route(emailInviteRoutes.createEmailInvites, {
    authorize: authorize.inServer('createInvite'),
    handle: ({ caller, params, body, idempotencyKey }) => {
      const request = ['createEmailInvites', params, body];
      const asked = { userId: caller.userId, key: idempotencyKey, request };
      return emailInvites.create(asked, params.serverId, body);
    },
  }),
  route(emailInviteRoutes.listEmailInvites, {
    // The service looks whose the caller may see.
    authorize: authorize.inServer('member'),
    handle: ({ caller, params, query }) => emailInvites.list(caller.userId, params.serverId, query),
  }),
  route(emailInviteRoutes.resendEmailInvite, {
    // Here and below: who made an invite may, too; the service looks whose it is.
    authorize: authorize.inServer('member'),
    handle: ({ caller, params }) => emailInvites.resend({ userId: caller.userId, ...params }),
  }),
  route(emailInviteRoutes.revokeEmailInvite, {
    authorize: authorize.inServer('member'),
    handle: ({ caller, params }) => emailInvites.revoke({ userId: caller.userId, ...params }),
  }),
  route(emailInviteRoutes.listReceivedInvites, {
    authorize: 'self',
    handle: ({ caller }) => received.list(caller.userId),
  }),
  route(emailInviteRoutes.acceptReceivedInvite, {
    authorize: 'self',
    handle: ({ caller, params }) => received.accept(caller.userId, params.emailInviteId),
  }),
  route(emailInviteRoutes.declineReceivedInvite, {
    authorize: 'self',
    handle: ({ caller, params }) => received.decline(caller.userId, params.emailInviteId),
  }),
  route(emailInviteRoutes.getEmailInvite, {
    authorize: 'public',
    handle: async ({ params, req }) => {
      await opened.consume(subscriberOf(req.ip));
      return received.preview(params.token);
    },
  }),
  route(emailInviteRoutes.unsubscribeEmail, {
    authorize: 'public',
    handle: async ({ params, req }) => {
      await opened.consume(subscriberOf(req.ip));
      return received.unsubscribe(params.token);
    },
  }),
];
