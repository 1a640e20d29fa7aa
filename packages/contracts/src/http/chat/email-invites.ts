import { z } from 'zod';
import { email } from '../../email.js';
import { limits } from '../../limits.js';
import { instant, locale, nextCursor, serverId, ulid, userId } from '../../primitives.js';
import type { Rate } from '../../rate.js';
import { defineRoute } from '../../route.js';
import { joinedServer } from './invites.js';
import { server } from './servers.js';

export const emailInviteId = ulid.brand<'EmailInviteId'>();
/** An encrypted, authenticated envelope of the invite's id, which the links of the mail carry. */
export const emailInviteToken = z
  .string()
  .regex(/^[A-Za-z0-9_-]{8,128}$/)
  .meta({ examples: ['eLQx4dZcQ2mF0yJv7uT1kA9sBnW8hGpRrXo'] });

/** `queued`: the mail has not been sent yet. `failed`: the mail server refused the address permanently. */
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

/** An invite that only the holder of this address can use. */
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

/** An invite as its recipient sees it in the app. */
export const receivedInvite = z.object({
  emailInviteId,
  server: invitedTo.extend({ memberCount: z.number().int().nonnegative() }),
  inviterId: userId,
  createdAt: instant,
  expiresAt: instant,
});
export type ReceivedInvite = z.infer<typeof receivedInvite>;

/** An invite as the holder of its mail sees it, signed in or not. One that no longer works tells only why. */
export const emailInvitePreview = z.object({
  emailInviteId,
  /** `paused`: the server admits no new members for now. */
  status: z.enum([...emailInviteStatus.options, 'paused']),
  /** `j•••@example.com`: tells the holder which of their accounts it is for. */
  maskedEmail: z.string(),
  /** Present even after the invite was answered, so that the client recognises members. */
  serverId,
  /** `null` unless the invite waits for an answer. */
  server: receivedInvite.shape.server.nullable(),
  /** Empty if the inviter is gone, or the invite does not wait for an answer. */
  inviterName: z.string(),
});
export type EmailInvitePreview = z.infer<typeof emailInvitePreview>;

const inServer = z.object({ serverId });
/** Households, offices and the servers of mail clients share an address. */
const openedMail = [
  { by: 'address', points: 300, seconds: 60, pool: 'opened-mails' },
] as const satisfies Rate[];
const params = z.object({ serverId, emailInviteId });
const byId = z.object({ emailInviteId });
const byToken = z.object({ token: emailInviteToken });
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
      "Invite people by e-mail. The answer does not reveal whether an address has an account, is a member's or has unsubscribed.",
    method: 'post',
    path: '/chat/v1/servers/:serverId/email-invites',
    auth: 'user',
    session: 'token',
    authorize: 'createInvite',
    idempotent: true,
    params: inServer,
    body: z.object({
      emails: z.array(email).min(1).max(limits.emailInvites.perRequest),
      /** Language of the mail if the recipient has no account. */
      locale,
    }),
    status: 201,
    reply: z.object({ emailInvites: z.array(emailInvite) }),
    errors: ['INVITES_PAUSED', 'EMAIL_INVITE_LIMIT_REACHED'],
  }),
  listEmailInvites: defineRoute({
    operationId: 'listEmailInvites',
    summary:
      "List unanswered e-mail invites, newest first, by page: all of them for members who manage the server, otherwise the caller's own.",
    method: 'get',
    path: '/chat/v1/servers/:serverId/email-invites',
    auth: 'user',
    session: 'token',
    authorize: 'member',
    params: inServer,
    query: z.object({
      cursor: emailInviteId.optional(),
      limit: z.coerce.number().int().min(1).max(limits.memberPage.max).default(limits.memberPage.default),
    }),
    status: 200,
    reply: z.object({ emailInvites: z.array(emailInvite), nextCursor }),
  }),
  resendEmailInvite: defineRoute({
    operationId: 'resendEmailInvite',
    summary: 'Send an e-mail invite again and extend it to a week from now.',
    method: 'post',
    path: '/chat/v1/servers/:serverId/email-invites/:emailInviteId/resend',
    auth: 'user',
    session: 'token',
    authorize: 'manageServer',
    authorizeOwn: 'createInvite',
    params,
    status: 200,
    reply: emailInvite,
    errors: ['CONFLICT', 'INVITES_PAUSED'],
  }),
  revokeEmailInvite: defineRoute({
    operationId: 'revokeEmailInvite',
    summary: 'Revoke an e-mail invite.',
    method: 'delete',
    path: '/chat/v1/servers/:serverId/email-invites/:emailInviteId',
    auth: 'user',
    session: 'token',
    authorize: 'manageServer',
    authorizeOwn: 'member',
    params,
    status: 204,
    reply: null,
  }),
  listReceivedInvites: defineRoute({
    operationId: 'listReceivedInvites',
    summary: "List the unanswered invites to the caller's confirmed address.",
    method: 'get',
    path: '/chat/v1/me/email-invites',
    auth: 'user',
    session: 'token',
    authorize: 'signed-in',
    status: 200,
    reply: z.object({ invites: z.array(receivedInvite) }),
    errors: ['UNAVAILABLE'],
  }),
  acceptReceivedInvite: defineRoute({
    operationId: 'acceptReceivedInvite',
    summary: "Accept an invite to the caller's confirmed address; repeats change nothing.",
    method: 'post',
    path: '/chat/v1/me/email-invites/:emailInviteId/accept',
    auth: 'user',
    session: 'token',
    authorize: 'signed-in',
    params: byId,
    status: 200,
    reply: joinedServer,
    errors: joining,
  }),
  declineReceivedInvite: defineRoute({
    operationId: 'declineReceivedInvite',
    summary: "Decline an invite to the caller's confirmed address; repeats change nothing.",
    method: 'post',
    path: '/chat/v1/me/email-invites/:emailInviteId/decline',
    auth: 'user',
    session: 'token',
    authorize: 'signed-in',
    params: byId,
    status: 204,
    reply: null,
    errors: ['INVITE_INVALID', 'INVITE_WRONG_ACCOUNT', 'UNAVAILABLE'],
  }),
  getEmailInvite: defineRoute({
    operationId: 'getEmailInvite',
    summary: 'Preview an e-mail invite; unknown and forged tokens get the same answer.',
    method: 'get',
    path: '/chat/v1/email-invites/:token',
    auth: 'public',
    rate: openedMail,
    params: byToken,
    status: 200,
    reply: emailInvitePreview,
    errors: ['INVITE_INVALID', 'UNAVAILABLE'],
  }),
  unsubscribeEmail: defineRoute({
    operationId: 'unsubscribeEmail',
    summary:
      'Stop all e-mail invites to the address of this mail; mail clients post here by themselves (RFC 8058).',
    method: 'post',
    path: '/chat/v1/email-invites/:token/unsubscribe',
    auth: 'public',
    rate: openedMail,
    params: byToken,
    status: 204,
    reply: null,
    errors: ['INVITE_INVALID'],
  }),
} as const;
