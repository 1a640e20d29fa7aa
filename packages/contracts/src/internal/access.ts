import { z } from 'zod';
import { member } from '../http/chat/members.js';
import { role } from '../http/chat/roles.js';
import { contentRule } from '../http/chat/content-rules.js';
import { limits } from '../limits.js';
import { memberRules, serverRules } from '../permission-rules.js';
import { nextCursor, serverId, userId } from '../primitives.js';
import { defineRoute } from '../route.js';

/** A user's membership of one server, reduced to the facts that permissions depend on. */
export const membership = memberRules.omit({ userId: true }).extend({ serverId });
export type Membership = z.infer<typeof membership>;

/** A server's rules, with its roles as members see them. */
export const fullServerRules = serverRules.extend({ roles: z.array(role) });
export type FullServerRules = z.infer<typeof fullServerRules>;

/** Maximum users per request. */
export const peoplePerRequest = 200;

/** Chat's internal routes from which the socket service computes permissions, on connect and after changes. */
export const accessRoutes = {
  listMemberships: defineRoute({
    operationId: 'listMemberships',
    summary: 'List the memberships of a person.',
    method: 'get',
    path: '/internal/v1/users/:userId/memberships',
    auth: 'service',
    params: z.object({ userId }),
    status: 200,
    reply: z.object({ memberships: z.array(membership) }),
    errors: [],
  }),
  listMembershipsOf: defineRoute({
    operationId: 'listMembershipsOf',
    summary: 'List the memberships of several people; people without one are left out.',
    method: 'post',
    path: '/internal/v1/memberships',
    auth: 'service',
    body: z.object({ userIds: z.array(userId).min(1).max(peoplePerRequest) }),
    status: 200,
    reply: z.object({ memberships: z.array(membership.extend({ userId })) }),
    errors: [],
  }),
  listServerRules: defineRoute({
    operationId: 'listServerRules',
    summary:
      'List the rules from which the permissions in servers are computed; servers that do not exist are left out.',
    method: 'post',
    path: '/internal/v1/servers/rules',
    auth: 'service',
    body: z.object({ serverIds: z.array(serverId).min(1).max(limits.serversPerUser) }),
    status: 200,
    reply: z.object({ rules: z.array(fullServerRules) }),
    errors: [],
  }),
  listServerContentRules: defineRoute({
    operationId: 'listServerContentRules',
    summary: 'List the content rules of a server that are in force; none if the server does not exist.',
    method: 'get',
    path: '/internal/v1/servers/:serverId/content-rules',
    auth: 'service',
    params: z.object({ serverId }),
    status: 200,
    reply: z.object({ contentRules: z.array(contentRule) }),
    errors: [],
  }),
  listServerMembers: defineRoute({
    operationId: 'listServerMembers',
    summary:
      'List the members of a server in the order in which they joined, by pages of 1,000; none if the server does not exist.',
    method: 'get',
    path: '/internal/v1/servers/:serverId/members',
    auth: 'service',
    params: z.object({ serverId }),
    query: z.object({ cursor: z.string().max(200).optional() }),
    status: 200,
    reply: z.object({ members: z.array(member), nextCursor }),
    errors: [],
  }),
} as const;
