import { z } from 'zod';
import { limits } from '../../limits.js';
import { instant, nextCursor, roleId, serverId, userId } from '../../primitives.js';
import { defineRoute } from '../../route.js';
import { opaque, searchField } from '../../text-fields.js';
import { nickname, userIdList } from '../user/profiles.js';

/** A person's membership of one server; their profile is fetched apart. */
export const member = z.object({
  // Events that were stored before roles existed lack the fields with defaults.
  serverId,
  userId,
  joinedAt: instant,
  /** Their name in this server; `null`: as in their profile. */
  nickname: z.string().nullable().default(null),
  /** Without @everyone. */
  roleIds: z.array(roleId).default([]),
  /** Until then they can read but not act. */
  timedOutUntil: instant.nullable().default(null),
  /** Cannot speak in voice channels. */
  isMuted: z.boolean().default(false),
  /** Hears no one in voice channels. */
  isDeafened: z.boolean().default(false),
  /** Leaves on going offline, unless they have been given a role. */
  isTemporary: z.boolean().default(false),
});
export type Member = z.infer<typeof member>;

const params = z.object({ serverId, userId });

export const memberRoutes = {
  listMembers: defineRoute({
    operationId: 'listMembers',
    summary: 'List members in the order in which they joined, by page, optionally filtered by name or role.',
    method: 'get',
    path: '/chat/v1/servers/:serverId/members',
    auth: 'user',
    session: 'token',
    authorize: 'member',
    params: z.object({ serverId }),
    query: z.object({
      cursor: opaque({ max: 200 }).optional(),
      /** Part of the nickname in this server, the profile's nickname, or the tag. */
      search: searchField({ min: 1, ...limits.memberSearch }).optional(),
      roleId: roleId.optional(),
      limit: z.coerce.number().int().min(1).max(limits.memberPage.max).default(limits.memberPage.default),
    }),
    status: 200,
    reply: z.object({
      members: z.array(member),
      nextCursor,
      /** All matches, not only those of this page. */
      total: z.number().int().nonnegative(),
    }),
  }),
  listMembersById: defineRoute({
    operationId: 'listMembersById',
    summary: 'Get members by id; ids of people who are not members are left out.',
    method: 'get',
    path: '/chat/v1/servers/:serverId/members-by-id',
    auth: 'user',
    session: 'token',
    authorize: 'member',
    params: z.object({ serverId }),
    query: z.object({ ids: userIdList }),
    status: 200,
    reply: z.object({ members: z.array(member) }),
  }),
  getMember: defineRoute({
    operationId: 'getMember',
    summary: 'Get a member.',
    method: 'get',
    path: '/chat/v1/servers/:serverId/members/:userId',
    auth: 'user',
    session: 'token',
    authorize: 'member',
    params,
    status: 200,
    reply: member,
  }),
  setNickname: defineRoute({
    operationId: 'setNickname',
    summary: "Set the caller's own nickname in a server, or that of a lower-ranked member.",
    method: 'put',
    path: '/chat/v1/servers/:serverId/members/:userId/nickname',
    auth: 'user',
    session: 'token',
    authorize: 'manageNicknames',
    authorizeOwn: 'changeNickname',
    params,
    body: z.object({ nickname: nickname.nullable() }),
    status: 200,
    reply: member,
  }),
  giveRole: defineRoute({
    operationId: 'giveRole',
    summary: "Give a member a role below the caller's highest one.",
    method: 'put',
    path: '/chat/v1/servers/:serverId/members/:userId/roles/:roleId',
    auth: 'user',
    session: 'token',
    authorize: 'manageRoles',
    params: params.extend({ roleId }),
    status: 200,
    reply: member,
  }),
  takeRole: defineRoute({
    operationId: 'takeRole',
    summary: "Take a role below the caller's highest one from a member.",
    method: 'delete',
    path: '/chat/v1/servers/:serverId/members/:userId/roles/:roleId',
    auth: 'user',
    session: 'token',
    authorize: 'manageRoles',
    params: params.extend({ roleId }),
    status: 200,
    reply: member,
  }),
} as const;
