import { z } from 'zod';
import { limits } from '../../limits.js';
import { instant, nextCursor, serverId, ulid, userId } from '../../primitives.js';
import { defineRoute } from '../../route.js';
import { opaque } from '../../text-fields.js';

/** Every action that needs a privilege, as the log names it. */
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
  'member-deafened',
  'member-undeafened',
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

/** A field before and after the change: `before` is `null` for creations, `after` for deletions. */
export const auditChange = z.object({ field: z.string(), before: value, after: value });
export type AuditChange = z.infer<typeof auditChange>;

/** One action of an actor, on a target where there is one. */
export const auditEntry = z.object({
  entryId: ulid,
  serverId,
  actorId: userId,
  action: auditAction,
  /** Id of a member, role, channel, category, invite or content rule. */
  targetId: z.string().nullable(),
  /** The target's name at that time; `null` for people, whom their profiles name. */
  targetName: z.string().nullable(),
  changes: z.array(auditChange),
  reason: z.string().nullable(),
  createdAt: instant,
});
export type AuditEntry = z.infer<typeof auditEntry>;

export const auditLogRoutes = {
  listAuditLog: defineRoute({
    operationId: 'listAuditLog',
    summary:
      'List the entries of the audit log, newest first, by page. Entries about channels that the caller cannot see are left out.',
    method: 'get',
    path: '/chat/v1/servers/:serverId/audit-log',
    auth: 'user',
    session: 'token',
    authorize: 'viewAuditLog',
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
  }),
} as const;
