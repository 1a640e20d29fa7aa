import { z } from 'zod';
import { serverId, userId } from '../primitives.js';
import { defineRoute } from '../route.js';

/** The socket service's internal routes about presence. */
export const presenceRoutes = {
  countOnline: defineRoute({
    operationId: 'countOnline',
    summary: 'Count the members of a server who are online.',
    method: 'get',
    path: '/internal/v1/servers/:serverId/online-count',
    auth: 'service',
    params: z.object({ serverId }),
    status: 200,
    reply: z.object({ count: z.number().int().nonnegative() }),
    errors: [],
  }),
  listOnline: defineRoute({
    operationId: 'listOnline',
    summary: 'List the people of a list who are online.',
    method: 'post',
    path: '/internal/v1/online-people',
    auth: 'service',
    body: z.object({ userIds: z.array(userId).min(1).max(1_000) }),
    status: 200,
    reply: z.object({ userIds: z.array(userId) }),
    errors: [],
  }),
} as const;
