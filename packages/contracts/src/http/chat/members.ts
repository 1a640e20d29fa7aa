import { z } from 'zod';
import { limits } from '../../limits.js';
import { instant, nextCursor, roleId, serverId, userId } from '../../primitives.js';
import { defineRoute } from '../../route.js';
import { opaque, searchField } from '../../text-fields.js';
import { nickname, userIdList } from '../user/profiles.js';

/** A person's membership of one server; who they are comes from their profile. */
export const member = z.object({
  // What was written down before there were roles lacks the last five.
  serverId,
  userId,
  joinedAt: instant,
  /** What this server calls them; `null`: as their profile does. */
  nickname: z.string().nullable().default(null),
  /** Without everybody's role. */
  roleIds: z.array(roleId).default([]),
  /** Until then they may only look. */
  timedOutUntil: instant.nullable().default(null),
  /** May not speak in voice channels. */
  isMuted: z.boolean().default(false),
  /** Leaves by going offline, unless somebody gives them a role. */
  isTemporary: z.boolean().default(false),
});
export type Member = z.infer<typeof member>;

const params = z.object({ serverId, userId });
const changeErrors = ['NOT_FOUND', 'FORBIDDEN'] as const;

export const memberRoutes = {
  listMembers: defineRoute({
    operationId: 'listMembers',
    summary:
      'Members in the order in which they joined, by page; of those that are called so or have a role only, if asked.',
    method: 'get',
    path: '/chat/v1/servers/:serverId/members',
    auth: 'user',
    session: 'token',
    params: z.object({ serverId }),
    query: z.object({
      cursor: opaque({ max: 200 }).optional(),
      /** Part of the nickname here, the profile's nickname or the tag. */
      search: searchField({ min: 1, ...limits.memberSearch }).optional(),
      roleId: roleId.optional(),
      limit: z.coerce.number().int().min(1).max(limits.memberPage.max).default(limits.memberPage.default),
    }),
    status: 200,
    reply: z.object({
      members: z.array(member),
      nextCursor,
      /** All that fit, not only those of this page. */
      total: z.number().int().nonnegative(),
    }),
    errors: ['NOT_FOUND'],
  }),
  listMembersById: defineRoute({
    operationId: 'listMembersById',
    summary: 'Members by their ids; who is no member is left out.',
    method: 'get',
    path: '/chat/v1/servers/:serverId/members-by-id',
    auth: 'user',
    session: 'token',
    params: z.object({ serverId }),
    query: z.object({ ids: userIdList }),
    status: 200,
    reply: z.object({ members: z.array(member) }),
    errors: ['NOT_FOUND'],
  }),
  getMember: defineRoute({
    operationId: 'getMember',
    summary: 'One member.',
    method: 'get',
    path: '/chat/v1/servers/:serverId/members/:userId',
    auth: 'user',
    session: 'token',
    params,
    status: 200,
    reply: member,
    errors: ['NOT_FOUND'],
  }),
  setNickname: defineRoute({
    operationId: 'setNickname',
    summary:
      "Change one's own name in a server (changeNickname), or that of who stands lower (manageNicknames).",
    method: 'put',
    path: '/chat/v1/servers/:serverId/members/:userId/nickname',
    auth: 'user',
    session: 'token',
    params,
    body: z.object({ nickname: nickname.nullable() }),
    status: 200,
    reply: member,
    errors: changeErrors,
  }),
  giveRole: defineRoute({
    operationId: 'giveRole',
    summary: 'Give a member a role below one’s own (manageRoles).',
    method: 'put',
    path: '/chat/v1/servers/:serverId/members/:userId/roles/:roleId',
    auth: 'user',
    session: 'token',
    params: params.extend({ roleId }),
    status: 200,
    reply: member,
    errors: changeErrors,
  }),
  takeRole: defineRoute({
    operationId: 'takeRole',
    summary: 'Take a role below one’s own from a member (manageRoles).',
    method: 'delete',
    path: '/chat/v1/servers/:serverId/members/:userId/roles/:roleId',
    auth: 'user',
    session: 'token',
    params: params.extend({ roleId }),
    status: 200,
    reply: member,
    errors: changeErrors,
  }),
} as const;
