import { z } from 'zod';
import { limits } from '../../limits.js';
import { channelId, contentRuleId, roleId, serverId } from '../../primitives.js';
import { defineRoute } from '../../route.js';
import { lineField, nameField } from '../../text-fields.js';

/** `block`: the message is not written. `flag`: moderators are told. `time-out`: it is not written, and its author only looks for a while. */
export const contentAction = z.enum(['block', 'flag', 'time-out']);
export type ContentAction = z.infer<typeof contentAction>;

const blockedWord = lineField({ min: 1, max: limits.blockedWords.maxLength });

/** What a rule looks for: words, however they are written, or more mentions than somebody means. */
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
  /** How long, with `time-out`. */
  timeoutSeconds: z.number().int().min(60).max(limits.timeout.maxSeconds),
  /** Who has one of these may, and so may who manages messages. */
  exemptRoleIds: z.array(roleId).max(limits.rolesPerServer),
  /** Here it does not hold. */
  exemptChannelIds: z.array(channelId).max(limits.channelsPerServer),
});

/** What may not be written in a server. */
export const contentRule = terms.extend({
  contentRuleId,
  serverId,
  // Rules may be older than what names and words have to be today.
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
const errors = ['NOT_FOUND', 'FORBIDDEN'] as const;

export const contentRuleRoutes = {
  listContentRules: defineRoute({
    operationId: 'listContentRules',
    summary: 'What may not be written in a server (manageServer).',
    method: 'get',
    path: '/chat/v1/servers/:serverId/content-rules',
    auth: 'user',
    session: 'token',
    params: inServer,
    status: 200,
    reply: z.object({ contentRules: z.array(contentRule) }),
    errors,
  }),
  createContentRule: defineRoute({
    operationId: 'createContentRule',
    summary: 'Forbid something (manageServer).',
    method: 'post',
    path: '/chat/v1/servers/:serverId/content-rules',
    auth: 'user',
    session: 'token',
    idempotent: true,
    params: inServer,
    body,
    maxBodyBytes: limits.bodyBytes.contentRule,
    status: 201,
    reply: contentRule,
    errors: [
      ...errors,
      'CONTENT_RULE_LIMIT_REACHED',
      'BLOCKED_LETTERS_LIMIT_REACHED',
      'IDEMPOTENCY_KEY_REUSED',
    ],
  }),
  updateContentRule: defineRoute({
    operationId: 'updateContentRule',
    summary: 'Change a rule; what is left out stays (manageServer).',
    method: 'patch',
    path: '/chat/v1/servers/:serverId/content-rules/:contentRuleId',
    auth: 'user',
    session: 'token',
    params,
    body: terms.partial(),
    maxBodyBytes: limits.bodyBytes.contentRule,
    status: 200,
    reply: contentRule,
    errors: [...errors, 'BLOCKED_LETTERS_LIMIT_REACHED'],
  }),
  deleteContentRule: defineRoute({
    operationId: 'deleteContentRule',
    summary: 'Delete a rule (manageServer).',
    method: 'delete',
    path: '/chat/v1/servers/:serverId/content-rules/:contentRuleId',
    auth: 'user',
    session: 'token',
    params,
    status: 204,
    reply: null,
    errors,
  }),
} as const;
