import { z } from 'zod';
import { channelId, contentRuleId, seq, serverId, ulid, userId } from '../primitives.js';
import { defineRoute } from '../route.js';

const params = z.object({ serverId });

/** Chat's internal routes by which the socket service reports events about messages. */
export const moderationInternalRoutes = {
  recordViolation: defineRoute({
    operationId: 'recordViolation',
    summary:
      'Report a message that matched a content rule, and time its author out if the rule says so. Repeats of `violationId` change nothing.',
    method: 'post',
    path: '/internal/v1/servers/:serverId/violations',
    auth: 'service',
    params,
    body: z.object({
      violationId: ulid,
      contentRuleId,
      userId,
      channelId,
      /** `null`: the message was refused. */
      seq: seq.nullable(),
      text: z.string(),
    }),
    status: 204,
    reply: null,
    errors: [],
  }),
  recordMessageDeletion: defineRoute({
    operationId: 'recordMessageDeletion',
    summary:
      "Write the deletion of another member's message into the audit log. Repeats of `entryId` change nothing.",
    method: 'post',
    path: '/internal/v1/servers/:serverId/message-deletions',
    auth: 'service',
    params,
    body: z.object({ entryId: ulid, actorId: userId, authorId: userId, channelId, seq }),
    status: 204,
    reply: null,
    errors: [],
  }),
} as const;
