import { z } from 'zod';
import { channelId, instant, roleId, serverId, ulid, userId } from '../../primitives.js';
import { defineRoute } from '../../route.js';
import { server } from './servers.js';

/**
 * What a link carries: an encrypted, authenticated envelope of the invite's id, which only the service can make or change. New ones
 * have 24 characters; older ones have 96 and keep working.
 */
export const inviteCode = z
  .string()
  .regex(/^[A-Za-z0-9_-]{8,128}$/)
  .meta({ examples: ['k1a1Kf3QmZ7xWcR0tYbN5vDg'] });
export const inviteId = ulid.brand<'InviteId'>();

/** How long a link may work, in seconds; `null`: until it is revoked. */
export const inviteAges = [1_800, 3_600, 21_600, 43_200, 86_400, 604_800, null] as const;
/** How many people may join by it; `null`: any number. */
export const inviteUses = [1, 5, 10, 25, 50, 100, null] as const;

const oneOf = <T extends number | null>(values: readonly T[]) =>
  z.custom<T>((value) => values.some((each) => each === value), { error: 'one-of' });

export const invite = z.object({
  inviteId,
  code: inviteCode,
  serverId,
  /** Where who joins lands. */
  channelId: channelId.nullable(),
  /** What who joins is given. */
  roleId: roleId.nullable(),
  /** Who joins leaves by going offline, unless somebody gives them a role. */
  isTemporary: z.boolean(),
  creatorId: userId,
  createdAt: instant,
  expiresAt: instant.nullable(),
  maxUses: z.number().int().positive().nullable(),
  uses: z.number().int().nonnegative(),
});
export type Invite = z.infer<typeof invite>;

/** A link as those see it who manage the server. */
export const listedInvite = invite.extend({
  /** `null` for those who could not make the same link themselves, for example because of its role. */
  code: inviteCode.nullable(),
});
export type ListedInvite = z.infer<typeof listedInvite>;

/** Whether a link still works, and if not, why. */
export const inviteStatus = z.enum(['open', 'expired', 'revoked', 'full', 'paused']);
export type InviteStatus = z.infer<typeof inviteStatus>;

/** What the holder of a link sees before joining, signed in or not. A link that no longer works tells only why. */
export const invitePreview = z.object({
  code: inviteCode,
  status: inviteStatus,
  expiresAt: instant.nullable(),
  /** Lets members see that they are in already, also when the link is closed. */
  serverId,
  /** `null` unless the link is open. */
  server: z
    .object({
      serverId,
      name: z.string(),
      iconUrl: z.string().nullable(),
      description: z.string(),
      memberCount: z.number().int().nonnegative(),
      /** `null` when nobody can tell right now. */
      onlineCount: z.number().int().nonnegative().nullable(),
    })
    .nullable(),
  /** The maker of the link, by their name in the server; `null` when that is unknown, or the link is not open. */
  inviter: z.object({ userId, name: z.string() }).nullable(),
});
export type InvitedTo = NonNullable<z.infer<typeof invitePreview>['server']>;
export type InvitePreview = z.infer<typeof invitePreview>;

/** The server that the caller is a member of now, and the channel that the invite leads to. */
export const joinedServer = z.object({ server, channelId: channelId.nullable() });
export type JoinedServer = z.infer<typeof joinedServer>;

const byCode = z.object({ code: inviteCode });
const inServer = z.object({ serverId });

export const inviteRoutes = {
  createInvite: defineRoute({
    operationId: 'createInvite',
    summary: 'Make a link that lets anybody who holds it join.',
    method: 'post',
    path: '/chat/v1/servers/:serverId/invites',
    auth: 'user',
    session: 'token',
    idempotent: true,
    params: inServer,
    body: z.object({
      maxAgeSeconds: oneOf(inviteAges).default(604_800),
      maxUses: oneOf(inviteUses).default(null),
      channelId: channelId.nullable().default(null),
      /** Below one's own highest, and only for who may manage roles. */
      roleId: roleId.nullable().default(null),
      isTemporary: z.boolean().default(false),
    }),
    status: 201,
    reply: invite,
    errors: ['NOT_FOUND', 'FORBIDDEN', 'INVITES_PAUSED', 'INVITE_LIMIT_REACHED', 'IDEMPOTENCY_KEY_REUSED'],
  }),
  listInvites: defineRoute({
    operationId: 'listInvites',
    summary: 'The links of a server that still work, newest first (manageServer).',
    method: 'get',
    path: '/chat/v1/servers/:serverId/invites',
    auth: 'user',
    session: 'token',
    params: inServer,
    status: 200,
    reply: z.object({ invites: z.array(listedInvite), arePaused: z.boolean() }),
    errors: ['NOT_FOUND', 'FORBIDDEN'],
  }),
  pauseInvites: defineRoute({
    operationId: 'pauseInvites',
    summary: 'Let nobody join by link for now, or again (manageServer).',
    method: 'put',
    path: '/chat/v1/servers/:serverId/invites/paused',
    auth: 'user',
    session: 'token',
    params: inServer,
    body: z.object({ arePaused: z.boolean() }),
    status: 204,
    reply: null,
    errors: ['NOT_FOUND', 'FORBIDDEN'],
  }),
  revokeInvite: defineRoute({
    operationId: 'revokeInvite',
    summary: 'Make a link worthless (manageServer, or its maker).',
    method: 'delete',
    path: '/chat/v1/servers/:serverId/invites/:inviteId',
    auth: 'user',
    session: 'token',
    params: z.object({ serverId, inviteId }),
    status: 204,
    reply: null,
    errors: ['NOT_FOUND', 'FORBIDDEN'],
  }),
  getInvite: defineRoute({
    operationId: 'getInvite',
    summary:
      'Preview of an invite; of one that no longer works only why, and one answer for unknown and forged codes.',
    method: 'get',
    path: '/chat/v1/invites/:code',
    auth: 'public',
    params: byCode,
    status: 200,
    reply: invitePreview,
    errors: ['INVITE_INVALID', 'RATE_LIMITED'],
  }),
  acceptInvite: defineRoute({
    operationId: 'acceptInvite',
    summary: 'Join by invite; succeeds without change, and without using it up, for a member.',
    method: 'post',
    path: '/chat/v1/invites/:code/accept',
    auth: 'user',
    session: 'token',
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
      'RATE_LIMITED',
    ],
  }),
} as const;
