import { z } from 'zod';
import { limits } from '../../limits.js';
import { instant, nextCursor, serverId, userId } from '../../primitives.js';
import { defineRoute } from '../../route.js';
import { linesField } from '../../text-fields.js';
import { member } from './members.js';

/** Why, for those who moderate; the person concerned does not see it. */
const reason = linesField(limits.reason).default('');

export const ban = z.object({
  serverId,
  userId,
  reason: z.string(),
  bannedBy: userId,
  createdAt: instant,
  /** `null`: until somebody lifts it. */
  expiresAt: instant.nullable(),
});
export type Ban = z.infer<typeof ban>;

const inServer = z.object({ serverId });
const params = z.object({ serverId, userId });
const errors = ['NOT_FOUND', 'FORBIDDEN'] as const;
const seconds = z.number().int().positive();

export const moderationRoutes = {
  kickMember: defineRoute({
    operationId: 'kickMember',
    summary: 'Remove a member who stands lower; they may come again (kickMembers).',
    method: 'post',
    path: '/chat/v1/servers/:serverId/members/:userId/kick',
    auth: 'user',
    session: 'token',
    params,
    body: z.object({ reason }),
    status: 204,
    reply: null,
    errors,
  }),
  timeOutMember: defineRoute({
    operationId: 'timeOutMember',
    summary: 'Let a member who stands lower only look for a while, or end that with `null` (timeOutMembers).',
    method: 'put',
    path: '/chat/v1/servers/:serverId/members/:userId/timeout',
    auth: 'user',
    session: 'token',
    params,
    body: z.object({ seconds: seconds.max(limits.timeout.maxSeconds).nullable(), reason }),
    status: 200,
    reply: member,
    errors,
  }),
  muteMember: defineRoute({
    operationId: 'muteMember',
    summary:
      'Take from a member who stands lower the voice in all voice channels, or give it back (muteMembers).',
    method: 'put',
    path: '/chat/v1/servers/:serverId/members/:userId/mute',
    auth: 'user',
    session: 'token',
    params,
    body: z.object({ isMuted: z.boolean(), reason }),
    status: 200,
    reply: member,
    errors,
  }),
  banMember: defineRoute({
    operationId: 'banMember',
    summary:
      'Remove somebody who stands lower and keep them out; also works for who is no member, and again with other terms (banMembers).',
    method: 'put',
    path: '/chat/v1/servers/:serverId/bans/:userId',
    auth: 'user',
    session: 'token',
    params,
    body: z.object({
      reason,
      /** How long; `null`: until it is lifted. */
      seconds: seconds.max(limits.ban.maxSeconds).nullable().default(null),
      /** What they wrote so many seconds back goes, too. */
      purgeSeconds: z.number().int().min(0).max(limits.ban.maxPurgeSeconds).default(0),
    }),
    status: 200,
    reply: ban,
    errors: [...errors, 'BAN_LIMIT_REACHED', 'UNAVAILABLE'],
  }),
  unbanMember: defineRoute({
    operationId: 'unbanMember',
    summary: 'Let somebody come again (banMembers).',
    method: 'delete',
    path: '/chat/v1/servers/:serverId/bans/:userId',
    auth: 'user',
    session: 'token',
    params,
    status: 204,
    reply: null,
    errors,
  }),
  listBans: defineRoute({
    operationId: 'listBans',
    summary: 'Who may not come in, by page (banMembers).',
    method: 'get',
    path: '/chat/v1/servers/:serverId/bans',
    auth: 'user',
    session: 'token',
    params: inServer,
    query: z.object({
      cursor: userId.optional(),
      limit: z.coerce.number().int().min(1).max(limits.memberPage.max).default(limits.memberPage.default),
    }),
    status: 200,
    reply: z.object({ bans: z.array(ban), nextCursor }),
    errors,
  }),
} as const;
