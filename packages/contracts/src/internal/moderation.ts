import { z } from 'zod';
import { channelId, contentRuleId, seq, serverId, ulid, userId } from '../primitives.js';
import { defineRoute } from '../route.js';

const params = z.object({ serverId });

/** A text that breaks a content rule. Lines of a meeting note have its voice channel, whose moderators look after them, and no `seq`. */
const violation = z.object({
  violationId: ulid,
  contentRuleId,
  userId,
  channelId,
  /** `null`: it was not written, or is a line of a note. */
  seq: seq.nullable(),
  text: z.string(),
});

/** Events about messages for chat: a moderator deleted another member's message, or a written text breaks a content rule. */
export const messageDeletedEvent = z.object({
  type: z.literal('message.deleted'),
  serverId,
  entryId: ulid,
  actorId: userId,
  authorId: userId,
  channelId,
  seq: seq.nullable(),
});
export const messageFlaggedEvent = violation.extend({ type: z.literal('message.flagged'), serverId });
export type MessageDeletedEvent = z.infer<typeof messageDeletedEvent>;

/** Chat's internal routes for the socket service about refused texts; events report written ones. */
export const moderationInternalRoutes = {
  recordViolation: defineRoute({
    operationId: 'recordViolation',
    summary:
      'Report a text that breaks a content rule, and time its author out if the rule says so. Repeats of `violationId` change nothing.',
    method: 'post',
    path: '/internal/v1/servers/:serverId/violations',
    auth: 'service',
    params,
    body: violation,
    status: 204,
    reply: null,
    errors: [],
  }),
} as const;
