import { z } from 'zod';
import { limits } from '../../limits.js';
import { channelId, contentRuleId, roleId, serverId } from '../../primitives.js';
import { defineRoute } from '../../route.js';
import { lineField, nameField } from '../../text-fields.js';

/** `block` refuses the message, `flag` reports it to the moderators, `time-out` refuses it and times its author out. */
export const contentAction = z.enum(['block', 'flag', 'time-out']);
export type ContentAction = z.infer<typeof contentAction>;

const blockedWord = lineField({ min: 1, max: limits.blockedWords.maxLength });

/** A rule matches words, in whatever spelling, or more than `max` mentions. */
const triggerOn = <Word extends z.ZodType<string>>(word: Word) =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('words'), words: z.array(word).min(1).max(limits.blockedWords.max) }),
    z.object({
      kind: z.literal('mentions'),
      max: z.number().int().min(limits.mentionsPerMessage.min).max(limits.mentionsPerMessage.max),
    }),
  ]);
export const contentTrigger = triggerOn(blockedWord);
export type ContentTrigger = z.infer<typeof contentTrigger>;

export const contentRuleName = nameField({ min: 1, ...limits.contentRuleName });

const terms = z.object({
  name: contentRuleName,
  isEnabled: z.boolean(),
  trigger: contentTrigger,
  action: contentAction,
  /** Length of a `time-out`. */
  timeoutSeconds: z.number().int().min(60).max(limits.timeout.maxSeconds),
  /** Members with one of these roles are exempt, as are those who manage messages. */
  exemptRoleIds: z.array(roleId).max(limits.rolesPerServer),
  /** The rule does not hold in these channels. */
  exemptChannelIds: z.array(channelId).max(limits.channelsPerServer),
});

/** A rule that messages of a server are checked against. */
export const contentRule = terms.extend({
  contentRuleId,
  serverId,
  // Stored rules may predate today's bounds of names and words.
  name: z.string(),
  trigger: triggerOn(z.string()),
});
export type ContentRule = z.infer<typeof contentRule>;

const inServer = z.object({ serverId });
const params = z.object({ serverId, contentRuleId });
const body = terms.extend({
  isEnabled: terms.shape.isEnabled.default(true),
  timeoutSeconds: terms.shape.timeoutSeconds.default(600),
  exemptRoleIds: terms.shape.exemptRoleIds.default([]),
  exemptChannelIds: terms.shape.exemptChannelIds.default([]),
});

export const contentRuleRoutes = {
  listContentRules: defineRoute({
    operationId: 'listContentRules',
    summary: 'List the content rules of a server.',
    method: 'get',
    path: '/chat/v1/servers/:serverId/content-rules',
    auth: 'user',
    session: 'token',
    authorize: 'manageServer',
    params: inServer,
    status: 200,
    reply: z.object({ contentRules: z.array(contentRule) }),
  }),
  createContentRule: defineRoute({
    operationId: 'createContentRule',
    summary: 'Create a content rule.',
    method: 'post',
    path: '/chat/v1/servers/:serverId/content-rules',
    auth: 'user',
    session: 'token',
    authorize: 'manageServer',
    idempotent: true,
    params: inServer,
    body,
    maxBodyBytes: limits.bodyBytes.contentRule,
    status: 201,
    reply: contentRule,
    errors: ['CONTENT_RULE_LIMIT_REACHED', 'BLOCKED_LETTERS_LIMIT_REACHED'],
  }),
  updateContentRule: defineRoute({
    operationId: 'updateContentRule',
    summary: 'Change a content rule; omitted fields stay as they are.',
    method: 'patch',
    path: '/chat/v1/servers/:serverId/content-rules/:contentRuleId',
    auth: 'user',
    session: 'token',
    authorize: 'manageServer',
    params,
    body: terms.partial(),
    maxBodyBytes: limits.bodyBytes.contentRule,
    status: 200,
    reply: contentRule,
    errors: ['BLOCKED_LETTERS_LIMIT_REACHED'],
  }),
  deleteContentRule: defineRoute({
    operationId: 'deleteContentRule',
    summary: 'Delete a content rule.',
    method: 'delete',
    path: '/chat/v1/servers/:serverId/content-rules/:contentRuleId',
    auth: 'user',
    session: 'token',
    authorize: 'manageServer',
    params,
    status: 204,
    reply: null,
  }),
} as const;
