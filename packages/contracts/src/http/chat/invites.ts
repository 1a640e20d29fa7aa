import { z } from 'zod';
import { instant, serverId } from '../../primitives.js';
import { defineRoute } from '../../route.js';
import { server } from './servers.js';

export const inviteCode = z.string().regex(/^[A-Za-z0-9_-]{8,128}$/);

export const invite = z.object({
  code: inviteCode,
  serverId,
  expiresAt: instant,
});
export type Invite = z.infer<typeof invite>;

/** What somebody who holds the link sees before joining, signed in or not. */
export const invitePreview = z.object({
  code: inviteCode,
  expiresAt: instant,
  server: z.object({
    serverId,
    name: z.string(),
    iconUrl: z.string().nullable(),
    memberCount: z.number().int().nonnegative(),
  }),
});
export type InvitePreview = z.infer<typeof invitePreview>;

const params = z.object({ code: inviteCode });

export const inviteRoutes = {
  createInvite: defineRoute({
    operationId: 'createInvite',
    summary: 'Make a link that lets anybody who holds it join for seven days (any member).',
    method: 'post',
    path: '/chat/v1/servers/:serverId/invites',
    auth: 'user',
    idempotent: true,
    params: z.object({ serverId }),
    status: 201,
    reply: invite,
    errors: ['NOT_FOUND', 'FORBIDDEN', 'IDEMPOTENCY_KEY_REUSED'],
  }),
  getInvite: defineRoute({
    operationId: 'getInvite',
    summary: 'Preview of an invite; one answer for unknown, revoked and expired codes.',
    method: 'get',
    path: '/chat/v1/invites/:code',
    auth: 'public',
    params,
    status: 200,
    reply: invitePreview,
    errors: ['INVITE_INVALID', 'RATE_LIMITED'],
  }),
  acceptInvite: defineRoute({
    operationId: 'acceptInvite',
    summary: 'Join by invite; succeeds without change for a member.',
    method: 'post',
    path: '/chat/v1/invites/:code/accept',
    auth: 'user',
    params,
    status: 200,
    reply: server,
    errors: ['INVITE_INVALID', 'SERVER_LIMIT_REACHED', 'RATE_LIMITED'],
  }),
} as const;
