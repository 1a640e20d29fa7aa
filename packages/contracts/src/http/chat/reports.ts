import { z } from 'zod';
import { limits } from '../../limits.js';
import {
  channelId,
  contentRuleId,
  instant,
  nextCursor,
  reportId,
  seq,
  serverId,
  userId,
} from '../../primitives.js';
import { defineRoute } from '../../route.js';
import { linesField } from '../../text-fields.js';

/** What somebody says is wrong. */
export const reportReasons = ['spam', 'abuse', 'sexual', 'fraud', 'privacy', 'other'] as const;
export const reportReason = z.enum(reportReasons);
export type ReportReason = z.infer<typeof reportReason>;

/** `open` reports wait for a moderator; the others are closed. */
export const reportStatus = z.enum(['open', 'handled', 'dismissed']);
export type ReportStatus = z.infer<typeof reportStatus>;

/** A message, or a person as such, that moderators should look at. */
export const report = z.object({
  reportId,
  serverId,
  /** `null`: a content rule reports. */
  reporterId: userId.nullable(),
  contentRuleId: contentRuleId.nullable(),
  reason: reportReason,
  note: z.string(),
  /** Whom it is about: the person, or the message's author. */
  userId,
  /** The message as it was when it was reported; without `seq` it was never written. */
  message: z.object({ channelId, seq: seq.nullable(), content: z.string() }).nullable(),
  status: reportStatus,
  closedBy: userId.nullable(),
  closedAt: instant.nullable(),
  createdAt: instant,
});
export type Report = z.infer<typeof report>;

const inServer = z.object({ serverId });
const errors = ['NOT_FOUND', 'FORBIDDEN'] as const;

export const reportRoutes = {
  createReport: defineRoute({
    operationId: 'createReport',
    summary: 'Report a message that the caller sees, or a member. Who is reported is not told.',
    method: 'post',
    path: '/chat/v1/servers/:serverId/reports',
    auth: 'user',
    session: 'token',
    idempotent: true,
    params: inServer,
    body: z.object({
      target: z.discriminatedUnion('type', [
        z.object({ type: z.literal('message'), channelId, seq }),
        z.object({ type: z.literal('member'), userId }),
      ]),
      reason: reportReason,
      note: linesField(limits.reportNote).default(''),
    }),
    status: 201,
    reply: z.object({ reportId }),
    errors: ['NOT_FOUND', 'RATE_LIMITED', 'IDEMPOTENCY_KEY_REUSED'],
  }),
  listReports: defineRoute({
    operationId: 'listReports',
    summary:
      'Reports, the newest first, by page (whoever moderates: manageMessages, kickMembers, banMembers or timeOutMembers).',
    method: 'get',
    path: '/chat/v1/servers/:serverId/reports',
    auth: 'user',
    session: 'token',
    params: inServer,
    query: z.object({
      status: reportStatus.default('open'),
      cursor: reportId.optional(),
      limit: z.coerce.number().int().min(1).max(limits.reportPage.max).default(limits.reportPage.default),
    }),
    status: 200,
    reply: z.object({ reports: z.array(report), nextCursor, openCount: z.number().int().nonnegative() }),
    errors,
  }),
  closeReport: defineRoute({
    operationId: 'closeReport',
    summary:
      'Say that a report was handled, or that nothing was wrong; again changes it (whoever moderates).',
    method: 'put',
    path: '/chat/v1/servers/:serverId/reports/:reportId/status',
    auth: 'user',
    session: 'token',
    params: z.object({ serverId, reportId }),
    body: z.object({ status: reportStatus.exclude(['open']) }),
    status: 200,
    reply: report,
    errors,
  }),
} as const;
