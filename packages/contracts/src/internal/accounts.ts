import { z } from 'zod';
import { serverId, userId } from '../primitives.js';
import { defineRoute } from '../route.js';

const params = z.object({ userId });

/** Chat's internal routes about people, for the user service. */
export const accountInternalRoutes = {
  listOwnedServers: defineRoute({
    operationId: 'listOwnedServers',
    summary:
      'List the servers that a person owns and others are members of: these have to be transferred or deleted before the account.',
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
      'End the memberships of an erased account. Servers that it still owns go to their longest-standing member, or are deleted.',
    method: 'post',
    path: '/internal/v1/users/:userId/forget',
    auth: 'service',
    params,
    status: 204,
    reply: null,
    errors: [],
  }),
} as const;
