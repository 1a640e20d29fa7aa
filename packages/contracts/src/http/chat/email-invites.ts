import { z } from 'zod';
import { email } from '../../email.js';
import { limits } from '../../limits.js';
import { instant, locale, nextCursor, serverId, ulid, userId } from '../../primitives.js';
import { defineRoute } from '../../route.js';
import { joinedServer } from './invites.js';
import { server } from './servers.js';

export const emailInviteId = ulid.brand<'EmailInviteId'>();
/** What the mail's links carry: an encrypted, authenticated envelope of the invite's id. */
export const emailInviteToken = z
  .string()
  .regex(/^[A-Za-z0-9_-]{8,128}$/)
  .meta({ examples: ['eLQx4dZcQ2mF0yJv7uT1kA9sBnW8hGpRrXo'] });

/** `queued`: the mail has not gone out yet. `failed`: the mail server refused the address for good. */
export const emailInviteStatus = z.enum([
  'queued',
  'sent',
  'failed',
  'accepted',
  'declined',
  'revoked',
  'expired',
]);
export type EmailInviteStatus = z.infer<typeof emailInviteStatus>;

/** An invite for who has this address, and for nobody else. */
export const emailInvite = z.object({
  emailInviteId,
  serverId,
  email: z.string(),
  inviterId: userId,
  status: emailInviteStatus,
  createdAt: instant,
  sentAt: instant.nullable(),
  expiresAt: instant,
});
export type EmailInvite = z.infer<typeof emailInvite>;

const invitedTo = server.pick({ serverId: true, name: true, iconUrl: true, description: true });

/** An invite as the invited person sees it, in the app. */
export const receivedInvite = z.object({
  emailInviteId,
  server: invitedTo.extend({ memberCount: z.number().int().nonnegative() }),
  inviterId: userId,
  createdAt: instant,
  expiresAt: instant,
});
export type ReceivedInvite = z.infer<typeof receivedInvite>;

/** What the holder of the mail sees, signed in or not. An invite that no longer works tells only why. */
export const emailInvitePreview = z.object({
  emailInviteId,
  /** `paused`: nobody may join the server for now. */
  status: z.enum([...emailInviteStatus.options, 'paused']),
  /** `j•••@example.com`: so that one knows which account it is for. */
  maskedEmail: z.string(),
  /** Lets members see that they are in already, also when the invite is answered. */
  serverId,
  /** `null` unless the invite waits for an answer. */
  server: receivedInvite.shape.server.nullable(),
  /** Empty when the inviter is gone, or the invite does not wait for an answer. */
  inviterName: z.string(),
});
export type EmailInvitePreview = z.infer<typeof emailInvitePreview>;

const inServer = z.object({ serverId });
const params = z.object({ serverId, emailInviteId });
const byId = z.object({ emailInviteId });
const byToken = z.object({ token: emailInviteToken });
const errors = ['NOT_FOUND', 'FORBIDDEN'] as const;
const joining = [
  'INVITE_INVALID',
  'INVITE_EXPIRED',
  'INVITE_REVOKED',
  'INVITES_PAUSED',
  'BANNED',
  'SERVER_LIMIT_REACHED',
  'ACCOUNT_DEPARTING',
  'INVITE_WRONG_ACCOUNT',
  'UNAVAILABLE',
] as const;

export const emailInviteRoutes = {
  createEmailInvites: defineRoute({
    operationId: 'createEmailInvites',
    summary:
      'Invite people by e-mail (createInvite). The answer is the same whether an address has an account, is a member or wants no such mail.',
    method: 'post',
    path: '/chat/v1/servers/:serverId/email-invites',
    auth: 'user',
    session: 'token',
    idempotent: true,
    params: inServer,
    body: z.object({
      emails: z.array(email).min(1).max(limits.emailInvites.perRequest),
      /** The mail's language for who has no account. */
      locale,
    }),
    status: 201,
    reply: z.object({ emailInvites: z.array(emailInvite) }),
    errors: [
      ...errors,
      'INVITES_PAUSED',
      'EMAIL_INVITE_LIMIT_REACHED',
      'RATE_LIMITED',
      'IDEMPOTENCY_KEY_REUSED',
    ],
  }),
  listEmailInvites: defineRoute({
    operationId: 'listEmailInvites',
    summary:
      "Invites by e-mail that nobody has answered yet, newest first, by page: all for who manages the server, else the caller's.",
    method: 'get',
    path: '/chat/v1/servers/:serverId/email-invites',
    auth: 'user',
    session: 'token',
    params: inServer,
    query: z.object({
      cursor: emailInviteId.optional(),
      limit: z.coerce.number().int().min(1).max(limits.memberPage.max).default(limits.memberPage.default),
    }),
    status: 200,
    reply: z.object({ emailInvites: z.array(emailInvite), nextCursor }),
    errors,
  }),
  resendEmailInvite: defineRoute({
    operationId: 'resendEmailInvite',
    summary:
      'Send the mail again, and let it work for a week from now (manageServer, or whose invite it is).',
    method: 'post',
    path: '/chat/v1/servers/:serverId/email-invites/:emailInviteId/resend',
    auth: 'user',
    session: 'token',
    params,
    status: 200,
    reply: emailInvite,
    errors: [...errors, 'CONFLICT', 'INVITES_PAUSED', 'RATE_LIMITED'],
  }),
  revokeEmailInvite: defineRoute({
    operationId: 'revokeEmailInvite',
    summary: 'Make an invite by e-mail worthless (manageServer, or whose invite it is).',
    method: 'delete',
    path: '/chat/v1/servers/:serverId/email-invites/:emailInviteId',
    auth: 'user',
    session: 'token',
    params,
    status: 204,
    reply: null,
    errors,
  }),
  listReceivedInvites: defineRoute({
    operationId: 'listReceivedInvites',
    summary: "Invites to the caller's confirmed address that wait for an answer.",
    method: 'get',
    path: '/chat/v1/me/email-invites',
    auth: 'user',
    session: 'token',
    status: 200,
    reply: z.object({ invites: z.array(receivedInvite) }),
    errors: ['UNAVAILABLE'],
  }),
  acceptReceivedInvite: defineRoute({
    operationId: 'acceptReceivedInvite',
    summary: "Join by an invite to the caller's confirmed address; again changes nothing.",
    method: 'post',
    path: '/chat/v1/me/email-invites/:emailInviteId/accept',
    auth: 'user',
    session: 'token',
    params: byId,
    status: 200,
    reply: joinedServer,
    errors: joining,
  }),
  declineReceivedInvite: defineRoute({
    operationId: 'declineReceivedInvite',
    summary: "Decline an invite to the caller's confirmed address; again changes nothing.",
    method: 'post',
    path: '/chat/v1/me/email-invites/:emailInviteId/decline',
    auth: 'user',
    session: 'token',
    params: byId,
    status: 204,
    reply: null,
    errors: ['INVITE_INVALID', 'INVITE_WRONG_ACCOUNT', 'UNAVAILABLE'],
  }),
  getEmailInvite: defineRoute({
    operationId: 'getEmailInvite',
    summary: 'Preview of an invite by e-mail; one answer for unknown and forged tokens.',
    method: 'get',
    path: '/chat/v1/email-invites/:token',
    auth: 'public',
    params: byToken,
    status: 200,
    reply: emailInvitePreview,
    errors: ['INVITE_INVALID', 'RATE_LIMITED', 'UNAVAILABLE'],
  }),
  unsubscribeEmail: defineRoute({
    operationId: 'unsubscribeEmail',
    summary:
      "No more invites to this mail's address, from anybody; mail programs post here by themselves (RFC 8058).",
    method: 'post',
    path: '/chat/v1/email-invites/:token/unsubscribe',
    auth: 'public',
    params: byToken,
    status: 204,
    reply: null,
    errors: ['INVITE_INVALID', 'RATE_LIMITED'],
  }),
} as const;
