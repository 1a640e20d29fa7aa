import { z } from 'zod';
import { limits } from '../../limits.js';
import { instant, nextCursor, serverId, userId } from '../../primitives.js';
import { defineRoute } from '../../route.js';

/** A person's membership of one server; who they are comes from their profile. */
export const member = z.object({
  serverId,
  userId,
  joinedAt: instant,
});
export type Member = z.infer<typeof member>;

export const memberRoutes = {
  listMembers: defineRoute({
    operationId: 'listMembers',
    summary: 'Members in the order in which they joined, by page.',
    method: 'get',
    path: '/chat/v1/servers/:serverId/members',
    auth: 'user',
    params: z.object({ serverId }),
    query: z.object({
      cursor: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(limits.memberPage.max).default(limits.memberPage.default),
    }),
    status: 200,
    reply: z.object({
      members: z.array(member),
      nextCursor,
      /** All members of the server, not of this page. */
      total: z.number().int().nonnegative(),
    }),
    errors: ['NOT_FOUND'],
  }),
} as const;
