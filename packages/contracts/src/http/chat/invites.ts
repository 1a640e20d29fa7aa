import { z } from 'zod';
import { channelId, instant, roleId, serverId, ulid, userId } from '../../primitives.js';
import { defineRoute } from '../../route.js';
import { server } from './servers.js';

/**
 * An encrypted, authenticated envelope of the invite's id, which only the service can create or change. Codes have 24 characters; those
 * of older links have 96 and keep working.
 */
export const inviteCode = z
  .string()
  .regex(/^[A-Za-z0-9_-]{8,128}$/)
  .meta({ examples: ['k1a1Kf3QmZ7xWcR0tYbN5vDg'] });
export const inviteId = ulid.brand<'InviteId'>();

/** Lifetimes of a link, in seconds; `null`: until it is revoked. */
export const inviteAges = [1_800, 3_600, 21_600, 43_200, 86_400, 604_800, null] as const;
/** Numbers of people who can join by a link; `null`: any number. */
export const inviteUses = [1, 5, 10, 25, 50, 100, null] as const;

const oneOf = <T extends number | null>(values: readonly T[]) =>
  z.custom<T>((value) => values.some((each) => each === value), { error: 'one-of' });

export const invite = z.object({
  inviteId,
  code: inviteCode,
  serverId,
  /** The channel that opens after joining. */
  channelId: channelId.nullable(),
  /** A role for people who join by the link. */
  roleId: roleId.nullable(),
  /** Members who joined by the link leave when they go offline, unless they have been given a role. */
  isTemporary: z.boolean(),
  creatorId: userId,
  createdAt: instant,
  expiresAt: instant.nullable(),
  maxUses: z.number().int().positive().nullable(),
  uses: z.number().int().nonnegative(),
});
export type Invite = z.infer<typeof invite>;

/** A link as members see it who manage the server. */
export const listedInvite = invite.extend({
  /** `null` if the reader could not create the same link, for example because of its role. */
  code: inviteCode.nullable(),
});
export type ListedInvite = z.infer<typeof listedInvite>;

/** `open` links work; the others tell why they do not. */
export const inviteStatus = z.enum(['open', 'expired', 'revoked', 'full', 'paused']);
export type InviteStatus = z.infer<typeof inviteStatus>;

/** A link as its holder sees it before joining, signed in or not. One that no longer works tells only why. */
export const invitePreview = z.object({
  code: inviteCode,
  status: inviteStatus,
  expiresAt: instant.nullable(),
  /** Present even for closed links, so that the client recognises members. */
  serverId,
  /** `null` unless the link is open. */
  server: z
    .object({
      serverId,
      name: z.string(),
      iconUrl: z.string().nullable(),
      description: z.string(),
      memberCount: z.number().int().nonnegative(),
      /** `null` while the socket service cannot be reached. */
      onlineCount: z.number().int().nonnegative().nullable(),
    })
    .nullable(),
  /** The creator of the link, by their name in the server; `null` if it is unknown, or the link is not open. */
  inviter: z.object({ userId, name: z.string() }).nullable(),
});
export type InvitedTo = NonNullable<z.infer<typeof invitePreview>['server']>;
export type InvitePreview = z.infer<typeof invitePreview>;

/** The joined server, and the channel that the invite leads to if the caller can see it. */
export const joinedServer = z.object({ server, channelId: channelId.nullable() });
export type JoinedServer = z.infer<typeof joinedServer>;

const byCode = z.object({ code: inviteCode });
const inServer = z.object({ serverId });

export const inviteRoutes = {
  createInvite: defineRoute({
    operationId: 'createInvite',
    summary:
      "Create an invite link. The caller's unused link with the same terms is returned again, if there is one.",
    method: 'post',
    path: '/chat/v1/servers/:serverId/invites',
    auth: 'user',
    session: 'token',
    authorize: 'createInvite',
    idempotent: true,
    params: inServer,
    body: z.object({
      maxAgeSeconds: oneOf(inviteAges).default(604_800),
      maxUses: oneOf(inviteUses).default(null),
      channelId: channelId.nullable().default(null),
      /** A role below the caller's highest one; needs `manageRoles`. */
      roleId: roleId.nullable().default(null),
      isTemporary: z.boolean().default(false),
    }),
    status: 201,
    reply: invite,
    errors: ['INVITES_PAUSED', 'INVITE_LIMIT_REACHED'],
  }),
  listInvites: defineRoute({
    operationId: 'listInvites',
    summary: 'List the invite links that still work, newest first.',
    method: 'get',
    path: '/chat/v1/servers/:serverId/invites',
    auth: 'user',
    session: 'token',
    authorize: 'manageServer',
    params: inServer,
    status: 200,
    reply: z.object({ invites: z.array(listedInvite), arePaused: z.boolean() }),
  }),
  pauseInvites: defineRoute({
    operationId: 'pauseInvites',
    summary: 'Pause joining by invite link, or resume it.',
    method: 'put',
    path: '/chat/v1/servers/:serverId/invites/paused',
    auth: 'user',
    session: 'token',
    authorize: 'manageServer',
    params: inServer,
    body: z.object({ arePaused: z.boolean() }),
    status: 204,
    reply: null,
  }),
  revokeInvite: defineRoute({
    operationId: 'revokeInvite',
    summary: 'Revoke an invite link.',
    method: 'delete',
    path: '/chat/v1/servers/:serverId/invites/:inviteId',
    auth: 'user',
    session: 'token',
    authorize: 'manageServer',
    authorizeOwn: 'member',
    params: z.object({ serverId, inviteId }),
    status: 204,
    reply: null,
  }),
  getInvite: defineRoute({
    operationId: 'getInvite',
    summary:
      'Preview an invite link. A link that no longer works tells only why; unknown and forged codes get the same answer.',
    method: 'get',
    path: '/chat/v1/invites/:code',
    auth: 'public',
    rate: [{ by: 'address', points: 300, seconds: 60 }],
    params: byCode,
    status: 200,
    reply: invitePreview,
    errors: ['INVITE_INVALID'],
  }),
  acceptInvite: defineRoute({
    operationId: 'acceptInvite',
    summary:
      'Join a server by invite link. For a member this succeeds without change and does not use up the link.',
    method: 'post',
    path: '/chat/v1/invites/:code/accept',
    auth: 'user',
    session: 'token',
    authorize: 'signed-in',
    rate: [{ by: 'person', points: 30, seconds: 60 }],
    params: byCode,
    status: 200,
    reply: joinedServer,
    errors: [
      'INVITE_INVALID',
      'INVITE_EXPIRED',
      'INVITE_REVOKED',
      'INVITE_FULL',
      'INVITES_PAUSED',
      'BANNED',
      'SERVER_LIMIT_REACHED',
      'ACCOUNT_DEPARTING',
    ],
  }),
} as const;
