import { z } from 'zod';
import { channelType } from '../../channel-type.js';
import { limits } from '../../limits.js';
import { overwrite } from '../../permission-rules.js';
import { categoryId, channelId, instant, serverId } from '../../primitives.js';
import { defineRoute } from '../../route.js';
import { lineField, nameField } from '../../text-fields.js';

export const channelName = nameField(limits.channelName);
/** What a channel is about; empty when nobody has said it. */
export const channelTopic = lineField(limits.channelTopic);
export const userLimit = z.number().int().min(1).max(limits.voiceUsers.max);
export const slowModeSeconds = z.number().int().min(0).max(limits.slowMode.maxSeconds);

export const category = z.object({
  categoryId,
  serverId,
  name: z.string(),
  position: z.number().int().nonnegative(),
  // Changes that were written down before there were overwrites lack them; so below.
  overwrites: z.array(overwrite).default([]),
});
export type Category = z.infer<typeof category>;

export const channel = z.object({
  channelId,
  serverId,
  /** `null`: above all categories. */
  categoryId: categoryId.nullable(),
  type: channelType,
  name: z.string(),
  topic: z.string().default(''),
  position: z.number().int().nonnegative(),
  /** Seconds that a member must wait between two messages. */
  slowModeSeconds: slowModeSeconds.default(0),
  /** How many may be in a voice channel at once; `null`: no limit of its own. */
  userLimit: userLimit.nullable().default(null),
  /** Whether the category's overwrites hold instead of its own. */
  isSynced: z.boolean().default(true),
  overwrites: z.array(overwrite).default([]),
  createdAt: instant,
});
export type Channel = z.infer<typeof channel>;

/** Where everything stands after a move; ids that the receiver does not know are of what they may not see. */
export const channelLayout = z.object({
  serverId,
  categories: z.array(category.pick({ categoryId: true, position: true })),
  channels: z.array(channel.pick({ channelId: true, categoryId: true, position: true })),
});
export type ChannelLayout = z.infer<typeof channelLayout>;

const inServer = z.object({ serverId });
const params = z.object({ channelId });
const categoryParams = z.object({ categoryId });
const changeErrors = ['NOT_FOUND', 'FORBIDDEN'] as const;
const overwriteBody = overwrite.pick({ targetType: true, allow: true, deny: true });
const overwriteTarget = overwrite.shape.targetId;

export const channelRoutes = {
  createChannel: defineRoute({
    operationId: 'createChannel',
    summary: 'Create a channel at the end of its category (manageChannels).',
    method: 'post',
    path: '/chat/v1/servers/:serverId/channels',
    auth: 'user',
    session: 'token',
    idempotent: true,
    params: inServer,
    body: z.object({
      name: channelName,
      type: channelType,
      categoryId: categoryId.nullable(),
      /** For these roles and members only; without any: as the category says. */
      viewers: z
        .array(overwrite.pick({ targetType: true, targetId: true }))
        .max(limits.overwritesPerChannel)
        .default([]),
    }),
    status: 201,
    reply: channel,
    errors: [...changeErrors, 'CHANNEL_LIMIT_REACHED', 'IDEMPOTENCY_KEY_REUSED'],
  }),
  updateChannel: defineRoute({
    operationId: 'updateChannel',
    summary: 'Change a channel (manageChannels in it); what is left out stays.',
    method: 'patch',
    path: '/chat/v1/channels/:channelId',
    auth: 'user',
    session: 'token',
    params,
    body: z.object({
      name: channelName.optional(),
      topic: channelTopic.optional(),
      slowModeSeconds: slowModeSeconds.optional(),
      userLimit: userLimit.nullable().optional(),
    }),
    status: 200,
    reply: channel,
    errors: changeErrors,
  }),
  deleteChannel: defineRoute({
    operationId: 'deleteChannel',
    summary: 'Delete a channel (manageChannels in it).',
    method: 'delete',
    path: '/chat/v1/channels/:channelId',
    auth: 'user',
    session: 'token',
    params,
    status: 204,
    reply: null,
    errors: changeErrors,
  }),
  moveChannel: defineRoute({
    operationId: 'moveChannel',
    summary: 'Put a channel into a category, before another channel of it or at its end (manageChannels).',
    method: 'put',
    path: '/chat/v1/channels/:channelId/place',
    auth: 'user',
    session: 'token',
    params,
    body: z.object({ categoryId: categoryId.nullable(), before: channelId.nullable() }),
    status: 200,
    reply: channelLayout,
    errors: changeErrors,
  }),
  setChannelOverwrite: defineRoute({
    operationId: 'setChannelOverwrite',
    summary:
      'Say what a role or member may do differently in a channel; the channel follows its category no more. Neither allowed nor denied: as elsewhere (manageRoles).',
    method: 'put',
    path: '/chat/v1/channels/:channelId/overwrites/:targetId',
    auth: 'user',
    session: 'token',
    params: z.object({ channelId, targetId: overwriteTarget }),
    body: overwriteBody,
    status: 200,
    reply: channel,
    errors: [...changeErrors, 'OVERWRITE_LIMIT_REACHED'],
  }),
  syncChannel: defineRoute({
    operationId: 'syncChannel',
    summary: 'Let a channel follow its category again, without overwrites of its own (manageRoles).',
    method: 'put',
    path: '/chat/v1/channels/:channelId/synced',
    auth: 'user',
    session: 'token',
    params,
    status: 200,
    reply: channel,
    errors: changeErrors,
  }),
  createCategory: defineRoute({
    operationId: 'createCategory',
    summary: 'Create a category below the others (manageChannels).',
    method: 'post',
    path: '/chat/v1/servers/:serverId/categories',
    auth: 'user',
    session: 'token',
    idempotent: true,
    params: inServer,
    body: z.object({ name: channelName }),
    status: 201,
    reply: category,
    errors: [...changeErrors, 'CATEGORY_LIMIT_REACHED', 'IDEMPOTENCY_KEY_REUSED'],
  }),
  updateCategory: defineRoute({
    operationId: 'updateCategory',
    summary: 'Rename a category (manageChannels).',
    method: 'patch',
    path: '/chat/v1/categories/:categoryId',
    auth: 'user',
    session: 'token',
    params: categoryParams,
    body: z.object({ name: channelName }),
    status: 200,
    reply: category,
    errors: changeErrors,
  }),
  deleteCategory: defineRoute({
    operationId: 'deleteCategory',
    summary: 'Delete a category; its channels stay, above all categories (manageChannels).',
    method: 'delete',
    path: '/chat/v1/categories/:categoryId',
    auth: 'user',
    session: 'token',
    params: categoryParams,
    status: 204,
    reply: null,
    errors: changeErrors,
  }),
  moveCategory: defineRoute({
    operationId: 'moveCategory',
    summary: 'Put a category before another one or at the end (manageChannels).',
    method: 'put',
    path: '/chat/v1/categories/:categoryId/place',
    auth: 'user',
    session: 'token',
    params: categoryParams,
    body: z.object({ before: categoryId.nullable() }),
    status: 200,
    reply: channelLayout,
    errors: changeErrors,
  }),
  setCategoryOverwrite: defineRoute({
    operationId: 'setCategoryOverwrite',
    summary:
      'Say what a role or member may do differently in a category and the channels that follow it (manageRoles).',
    method: 'put',
    path: '/chat/v1/categories/:categoryId/overwrites/:targetId',
    auth: 'user',
    session: 'token',
    params: z.object({ categoryId, targetId: overwriteTarget }),
    body: overwriteBody,
    status: 200,
    reply: category,
    errors: [...changeErrors, 'OVERWRITE_LIMIT_REACHED'],
  }),
} as const;
