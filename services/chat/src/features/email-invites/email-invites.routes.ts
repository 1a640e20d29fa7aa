import { emailInviteRoutes } from '@maru/contracts/http/chat/email-invites';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { EmailInvitesService } from './email-invites.service.js';
import type { ReceivedInvitesService } from './received-invites.service.js';

interface EmailInviteBindingDeps {
  emailInvites: EmailInvitesService;
  received: ReceivedInvitesService;
}

export const emailInviteBindings = ({ emailInvites, received }: EmailInviteBindingDeps): BoundRoute[] => [
  route(emailInviteRoutes.createEmailInvites, ({ caller, params, body, idempotencyKey }) => {
    const request = ['createEmailInvites', params, body];
    const asked = { userId: caller.userId, key: idempotencyKey, request };
    return emailInvites.create(asked, params.serverId, body);
  }),
  route(emailInviteRoutes.listEmailInvites, ({ caller, params, query }) =>
    emailInvites.list(caller.userId, params.serverId, query),
  ),
  route(emailInviteRoutes.resendEmailInvite, ({ caller, params }) =>
    emailInvites.resend({ userId: caller.userId, ...params }),
  ),
  route(emailInviteRoutes.revokeEmailInvite, ({ caller, params }) =>
    emailInvites.revoke({ userId: caller.userId, ...params }),
  ),
  route(emailInviteRoutes.listReceivedInvites, ({ caller }) => received.list(caller.userId)),
  route(emailInviteRoutes.acceptReceivedInvite, ({ caller, params }) =>
    received.accept(caller.userId, params.emailInviteId),
  ),
  route(emailInviteRoutes.declineReceivedInvite, ({ caller, params }) =>
    received.decline(caller.userId, params.emailInviteId),
  ),
  route(emailInviteRoutes.getEmailInvite, ({ params }) => received.preview(params.token)),
  route(emailInviteRoutes.unsubscribeEmail, ({ params }) => received.unsubscribe(params.token)),
];
