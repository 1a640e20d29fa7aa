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

/** Reasons to report a message or a member. */
export const reportReasons = ['spam', 'abuse', 'sexual', 'fraud', 'privacy', 'other'] as const;
export const reportReason = z.enum(reportReasons);
export type ReportReason = z.infer<typeof reportReason>;

/** `open` reports wait for a moderator; `handled` and `dismissed` ones are closed. */
export const reportStatus = z.enum(['open', 'handled', 'dismissed']);
export type ReportStatus = z.infer<typeof reportStatus>;

/** A message or a person that moderators should look at. */
export const report = z.object({
  reportId,
  serverId,
  /** `null`: a content rule made the report. */
  reporterId: userId.nullable(),
  contentRuleId: contentRuleId.nullable(),
  reason: reportReason,
  note: z.string(),
  /** The reported person, or the author of the reported message. */
  userId,
  /** The message as it was when it was reported; `seq` is `null` if it was never written, or in a note. */
  message: z.object({ channelId, seq: seq.nullable(), text: z.string() }).nullable(),
  status: reportStatus,
  closedBy: userId.nullable(),
  closedAt: instant.nullable(),
  createdAt: instant,
});
export type Report = z.infer<typeof report>;

const inServer = z.object({ serverId });

export const reportRoutes = {
  createReport: defineRoute({
    operationId: 'createReport',
    summary: 'Report a message or a member to the moderators. The reported person is not told.',
    method: 'post',
    path: '/chat/v1/servers/:serverId/reports',
    auth: 'user',
    session: 'token',
    authorize: 'member',
    rate: [{ by: 'person', points: 20, seconds: 600 }],
    idempotent: true,
    params: inServer,
    body: z.object({
      target: z.discriminatedUnion('type', [
        // The conversation may be a meeting note, whose lines are messages.
        z.object({ type: z.literal('message'), channelId, seq }),
        z.object({ type: z.literal('member'), userId }),
      ]),
      reason: reportReason,
      note: linesField(limits.reportNote).default(''),
    }),
    status: 201,
    reply: z.object({ reportId }),
  }),
  listReports: defineRoute({
    operationId: 'listReports',
    summary: 'List reports, newest first, by page.',
    method: 'get',
    path: '/chat/v1/servers/:serverId/reports',
    auth: 'user',
    session: 'token',
    authorize: 'moderate',
    params: inServer,
    query: z.object({
      status: reportStatus.default('open'),
      cursor: reportId.optional(),
      limit: z.coerce.number().int().min(1).max(limits.reportPage.max).default(limits.reportPage.default),
    }),
    status: 200,
    reply: z.object({ reports: z.array(report), nextCursor, openCount: z.number().int().nonnegative() }),
  }),
  closeReport: defineRoute({
    operationId: 'closeReport',
    summary: 'Close a report as handled or dismissed; a repeat changes the outcome.',
    method: 'put',
    path: '/chat/v1/servers/:serverId/reports/:reportId/status',
    auth: 'user',
    session: 'token',
    authorize: 'moderate',
    params: z.object({ serverId, reportId }),
    body: z.object({ status: reportStatus.exclude(['open']) }),
    status: 200,
    reply: report,
  }),
} as const;
