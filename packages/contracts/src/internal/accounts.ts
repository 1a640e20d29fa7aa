import { z } from 'zod';
import { serverId, userId } from '../primitives.js';
import { defineRoute } from '../route.js';

const params = z.object({ userId });

/** Chat's internal routes about people as such; the user service calls them. */
export const accountInternalRoutes = {
  listOwnedServers: defineRoute({
    operationId: 'listOwnedServers',
    summary:
      'Servers that a person owns and others are in: they have to be handed over or deleted before the account can go.',
    method: 'get',
    path: '/internal/v1/users/:userId/owned-servers',
    auth: 'service',
    params,
    status: 200,
    reply: z.object({ servers: z.array(z.object({ serverId, name: z.string() })) }),
    errors: [],
  }),
  forgetPerson: defineRoute({
    operationId: 'forgetPerson',
    summary:
      'An account was erased: end its memberships; what it still owns goes to the longest-standing member, or away.',
    method: 'post',
    path: '/internal/v1/users/:userId/forget',
    auth: 'service',
    params,
    status: 204,
    reply: null,
    errors: [],
  }),
} as const;
