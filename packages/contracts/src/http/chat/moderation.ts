import { z } from 'zod';
import { limits } from '../../limits.js';
import { instant, nextCursor, serverId, userId } from '../../primitives.js';
import { defineRoute } from '../../route.js';
import { linesField } from '../../text-fields.js';
import { member } from './members.js';

/** For the audit log; the person concerned does not see it. */
const reason = linesField(limits.reason).default('');

export const ban = z.object({
  serverId,
  userId,
  reason: z.string(),
  bannedBy: userId,
  createdAt: instant,
  /** `null`: until it is lifted. */
  expiresAt: instant.nullable(),
});
export type Ban = z.infer<typeof ban>;

const inServer = z.object({ serverId });
const params = z.object({ serverId, userId });
const seconds = z.number().int().positive();

export const moderationRoutes = {
  kickMember: defineRoute({
    operationId: 'kickMember',
    summary: 'Kick a lower-ranked member; they can join again.',
    method: 'post',
    path: '/chat/v1/servers/:serverId/members/:userId/kick',
    auth: 'user',
    session: 'token',
    authorize: 'kickMembers',
    params,
    body: z.object({ reason }),
    status: 204,
    reply: null,
  }),
  timeOutMember: defineRoute({
    operationId: 'timeOutMember',
    summary: 'Time out a lower-ranked member, or end the time-out with `null`.',
    method: 'put',
    path: '/chat/v1/servers/:serverId/members/:userId/timeout',
    auth: 'user',
    session: 'token',
    authorize: 'timeOutMembers',
    params,
    body: z.object({ seconds: seconds.max(limits.timeout.maxSeconds).nullable(), reason }),
    status: 200,
    reply: member,
  }),
  muteMember: defineRoute({
    operationId: 'muteMember',
    summary: 'Mute a lower-ranked member in all voice channels, or unmute them.',
    method: 'put',
    path: '/chat/v1/servers/:serverId/members/:userId/mute',
    auth: 'user',
    session: 'token',
    authorize: 'muteMembers',
    params,
    body: z.object({ isMuted: z.boolean(), reason }),
    status: 200,
    reply: member,
  }),
  deafenMember: defineRoute({
    operationId: 'deafenMember',
    summary: 'Deafen a lower-ranked member in all voice channels, or let them hear again.',
    method: 'put',
    path: '/chat/v1/servers/:serverId/members/:userId/deafen',
    auth: 'user',
    session: 'token',
    authorize: 'muteMembers',
    params,
    body: z.object({ isDeafened: z.boolean(), reason }),
    status: 200,
    reply: member,
  }),
  banMember: defineRoute({
    operationId: 'banMember',
    summary: 'Ban a lower-ranked member, or a person who is not a member; repeats change the terms.',
    method: 'put',
    path: '/chat/v1/servers/:serverId/bans/:userId',
    auth: 'user',
    session: 'token',
    authorize: 'banMembers',
    params,
    body: z.object({
      reason,
      /** Length of the ban; `null`: until it is lifted. */
      seconds: seconds.max(limits.ban.maxSeconds).nullable().default(null),
      /** Deletes the target's messages of this many past seconds. */
      purgeSeconds: z.number().int().min(0).max(limits.ban.maxPurgeSeconds).default(0),
    }),
    status: 200,
    reply: ban,
    errors: ['BAN_LIMIT_REACHED', 'UNAVAILABLE'],
  }),
  unbanMember: defineRoute({
    operationId: 'unbanMember',
    summary: 'Lift a ban.',
    method: 'delete',
    path: '/chat/v1/servers/:serverId/bans/:userId',
    auth: 'user',
    session: 'token',
    authorize: 'banMembers',
    params,
    status: 204,
    reply: null,
  }),
  listBans: defineRoute({
    operationId: 'listBans',
    summary: 'List the bans in force, by page.',
    method: 'get',
    path: '/chat/v1/servers/:serverId/bans',
    auth: 'user',
    session: 'token',
    authorize: 'banMembers',
    params: inServer,
    query: z.object({
      cursor: userId.optional(),
      limit: z.coerce.number().int().min(1).max(limits.memberPage.max).default(limits.memberPage.default),
    }),
    status: 200,
    reply: z.object({ bans: z.array(ban), nextCursor }),
  }),
} as const;
