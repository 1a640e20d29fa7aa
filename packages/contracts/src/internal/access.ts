import { z } from 'zod';
import { channelType } from '../http/chat/channels.js';
import { permissionSet } from '../permissions.js';
import { channelId, serverId, userId } from '../primitives.js';
import { defineRoute } from '../route.js';

/** What one person may do where: every server that they are in, with every channel that they may see. */
export const access = z.object({
  servers: z.array(
    z.object({
      serverId,
      channels: z.array(z.object({ channelId, type: channelType, permissions: permissionSet })),
    }),
  ),
});
export type Access = z.infer<typeof access>;

/** Chat's internal routes; the socket service asks at connect and whenever an access has changed. */
export const accessRoutes = {
  getAccess: defineRoute({
    operationId: 'getAccess',
    summary: "A person's access to servers and channels.",
    method: 'get',
    path: '/internal/v1/users/:userId/access',
    auth: 'service',
    params: z.object({ userId }),
    status: 200,
    reply: access,
    errors: [],
  }),
} as const;
