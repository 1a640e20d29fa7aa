import { z } from 'zod';
import { channelId, contentRuleId, seq, serverId, ulid, userId } from '../primitives.js';
import { defineRoute } from '../route.js';

const params = z.object({ serverId });

/** Chat's internal routes that the socket service tells of what happens to messages. */
export const moderationInternalRoutes = {
  recordViolation: defineRoute({
    operationId: 'recordViolation',
    summary:
      'A message met a content rule: report it, and time its author out if the rule says so. Repeats of `violationId` change nothing.',
    method: 'post',
    path: '/internal/v1/servers/:serverId/violations',
    auth: 'service',
    params,
    body: z.object({
      violationId: ulid,
      contentRuleId,
      userId,
      channelId,
      /** `null`: it was not written. */
      seq: seq.nullable(),
      content: z.string(),
    }),
    status: 204,
    reply: null,
    errors: [],
  }),
  recordMessageDeletion: defineRoute({
    operationId: 'recordMessageDeletion',
    summary:
      "Somebody deletes another person's message: write it into the audit log. Repeats of `entryId` change nothing.",
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
