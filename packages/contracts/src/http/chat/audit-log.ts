import { z } from 'zod';
import { limits } from '../../limits.js';
import { instant, nextCursor, serverId, ulid, userId } from '../../primitives.js';
import { defineRoute } from '../../route.js';
import { opaque } from '../../text-fields.js';

/** Everything that only privileged people can do, as the log names it. */
export const auditActions = [
  'server-updated',
  'server-transferred',
  'raid-mode-started',
  'raid-mode-ended',
  'channel-created',
  'channel-updated',
  'channel-moved',
  'channel-deleted',
  'channel-synced',
  'category-created',
  'category-updated',
  'category-moved',
  'category-deleted',
  'overwrite-set',
  'role-created',
  'role-updated',
  'role-moved',
  'role-deleted',
  'role-given',
  'role-taken',
  'nickname-set',
  'member-kicked',
  'member-banned',
  'member-unbanned',
  'member-timed-out',
  'timeout-ended',
  'member-muted',
  'member-unmuted',
  'invite-revoked',
  'invites-paused',
  'invites-resumed',
  'email-invite-revoked',
  'message-deleted',
  'content-rule-created',
  'content-rule-updated',
  'content-rule-deleted',
  'report-closed',
] as const;
export const auditAction = z.enum(auditActions);
export type AuditAction = z.infer<typeof auditAction>;

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** One field before and after; what was made has no before, what was deleted no after. */
export const auditChange = z.object({ field: z.string(), before: value, after: value });
export type AuditChange = z.infer<typeof auditChange>;

/** Who did what to whom. */
export const auditEntry = z.object({
  entryId: ulid,
  serverId,
  actorId: userId,
  action: auditAction,
  /** A member's, role's, channel's, category's, or invite's id. */
  targetId: z.string().nullable(),
  /** What it was called then; people are named by their profiles. */
  targetName: z.string().nullable(),
  changes: z.array(auditChange),
  reason: z.string().nullable(),
  createdAt: instant,
});
export type AuditEntry = z.infer<typeof auditEntry>;

export const auditLogRoutes = {
  listAuditLog: defineRoute({
    operationId: 'listAuditLog',
    summary: 'What privileged people did, newest first, by page (viewAuditLog).',
    method: 'get',
    path: '/chat/v1/servers/:serverId/audit-log',
    auth: 'user',
    session: 'token',
    params: z.object({ serverId }),
    query: z.object({
      action: auditAction.optional(),
      actorId: userId.optional(),
      targetId: opaque({ max: 36 }).optional(),
      cursor: ulid.optional(),
      limit: z.coerce.number().int().min(1).max(limits.auditPage.max).default(limits.auditPage.default),
    }),
    status: 200,
    reply: z.object({ entries: z.array(auditEntry), nextCursor }),
    errors: ['NOT_FOUND', 'FORBIDDEN'],
  }),
} as const;
