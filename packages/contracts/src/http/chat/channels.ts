import { z } from 'zod';
import { channelType } from '../../channel-type.js';
import { limits } from '../../limits.js';
import { overwrite } from '../../permission-rules.js';
import { categoryId, channelId, instant, serverId } from '../../primitives.js';
import { defineRoute } from '../../route.js';
import { lineField, nameField } from '../../text-fields.js';

export const channelName = nameField(limits.channelName);
/** The subject of a channel; may be empty. */
export const channelTopic = lineField(limits.channelTopic);
export const userLimit = z.number().int().min(1).max(limits.voiceUsers.max);
export const slowModeSeconds = z.number().int().min(0).max(limits.slowMode.maxSeconds);

export const category = z.object({
  categoryId,
  serverId,
  name: z.string(),
  position: z.number().int().nonnegative(),
  // Events that were stored before overwrites existed lack them; the same holds for the defaults below.
  overwrites: z.array(overwrite).default([]),
});
export type Category = z.infer<typeof category>;

export const channel = z.object({
  channelId,
  serverId,
  /** `null`: the channel stands above all categories. */
  categoryId: categoryId.nullable(),
  type: channelType,
  name: z.string(),
  topic: z.string().default(''),
  position: z.number().int().nonnegative(),
  /** Seconds between two messages of one member. */
  slowModeSeconds: slowModeSeconds.default(0),
  /** People in a voice channel at once; `null`: no limit of its own. */
  userLimit: userLimit.nullable().default(null),
  /** `true` if the channel follows its category's overwrites instead of its own. */
  isSynced: z.boolean().default(true),
  overwrites: z.array(overwrite).default([]),
  createdAt: instant,
});
export type Channel = z.infer<typeof channel>;

/** The order of all channels and categories after a move. Receivers ignore ids that they do not know: they cannot see those. */
export const channelLayout = z.object({
  serverId,
  categories: z.array(category.pick({ categoryId: true, position: true })),
  channels: z.array(channel.pick({ channelId: true, categoryId: true, position: true })),
});
export type ChannelLayout = z.infer<typeof channelLayout>;

const inServer = z.object({ serverId });
const params = z.object({ channelId });
const categoryParams = z.object({ categoryId });
const overwriteBody = overwrite.pick({ targetType: true, allow: true, deny: true });
const overwriteTarget = overwrite.shape.targetId;

export const channelRoutes = {
  createChannel: defineRoute({
    operationId: 'createChannel',
    summary: 'Create a channel at the end of its category.',
    method: 'post',
    path: '/chat/v1/servers/:serverId/channels',
    auth: 'user',
    session: 'token',
    authorize: 'manageChannels',
    idempotent: true,
    params: inServer,
    body: z.object({
      name: channelName,
      type: channelType,
      categoryId: categoryId.nullable(),
      /** Only these roles and members see the channel; if empty, the category decides. */
      viewers: z
        .array(overwrite.pick({ targetType: true, targetId: true }))
        .max(limits.overwritesPerChannel)
        .default([]),
    }),
    status: 201,
    reply: channel,
    errors: ['CHANNEL_LIMIT_REACHED'],
  }),
  updateChannel: defineRoute({
    operationId: 'updateChannel',
    summary: 'Change the settings of a channel; omitted fields stay as they are.',
    method: 'patch',
    path: '/chat/v1/channels/:channelId',
    auth: 'user',
    session: 'token',
    authorize: 'manageChannels',
    params,
    body: z.object({
      name: channelName.optional(),
      topic: channelTopic.optional(),
      slowModeSeconds: slowModeSeconds.optional(),
      userLimit: userLimit.nullable().optional(),
    }),
    status: 200,
    reply: channel,
  }),
  deleteChannel: defineRoute({
    operationId: 'deleteChannel',
    summary: 'Delete a channel with its messages.',
    method: 'delete',
    path: '/chat/v1/channels/:channelId',
    auth: 'user',
    session: 'token',
    authorize: 'manageChannels',
    params,
    status: 204,
    reply: null,
  }),
  moveChannel: defineRoute({
    operationId: 'moveChannel',
    summary: 'Move a channel into a category, before a given channel or to the end.',
    method: 'put',
    path: '/chat/v1/channels/:channelId/place',
    auth: 'user',
    session: 'token',
    authorize: 'manageChannels',
    params,
    body: z.object({ categoryId: categoryId.nullable(), before: channelId.nullable() }),
    status: 200,
    reply: channelLayout,
  }),
  setChannelOverwrite: defineRoute({
    operationId: 'setChannelOverwrite',
    summary:
      'Set the overwrite of a role or member in a channel, which stops following its category. An overwrite that neither allows nor denies anything is removed.',
    method: 'put',
    path: '/chat/v1/channels/:channelId/overwrites/:targetId',
    auth: 'user',
    session: 'token',
    authorize: 'manageRoles',
    params: z.object({ channelId, targetId: overwriteTarget }),
    body: overwriteBody,
    status: 200,
    reply: channel,
    errors: ['OVERWRITE_LIMIT_REACHED'],
  }),
  syncChannel: defineRoute({
    operationId: 'syncChannel',
    summary: 'Make a channel follow its category again, without overwrites of its own.',
    method: 'put',
    path: '/chat/v1/channels/:channelId/synced',
    auth: 'user',
    session: 'token',
    authorize: 'manageRoles',
    params,
    status: 200,
    reply: channel,
  }),
  createCategory: defineRoute({
    operationId: 'createCategory',
    summary: 'Create a category below the others.',
    method: 'post',
    path: '/chat/v1/servers/:serverId/categories',
    auth: 'user',
    session: 'token',
    authorize: 'manageChannels',
    idempotent: true,
    params: inServer,
    body: z.object({ name: channelName }),
    status: 201,
    reply: category,
    errors: ['CATEGORY_LIMIT_REACHED'],
  }),
  updateCategory: defineRoute({
    operationId: 'updateCategory',
    summary: 'Rename a category.',
    method: 'patch',
    path: '/chat/v1/categories/:categoryId',
    auth: 'user',
    session: 'token',
    authorize: 'manageChannels',
    params: categoryParams,
    body: z.object({ name: channelName }),
    status: 200,
    reply: category,
  }),
  deleteCategory: defineRoute({
    operationId: 'deleteCategory',
    summary: 'Delete a category; its channels stay, above all categories.',
    method: 'delete',
    path: '/chat/v1/categories/:categoryId',
    auth: 'user',
    session: 'token',
    authorize: 'manageChannels',
    params: categoryParams,
    status: 204,
    reply: null,
  }),
  moveCategory: defineRoute({
    operationId: 'moveCategory',
    summary: 'Move a category before another one or to the end.',
    method: 'put',
    path: '/chat/v1/categories/:categoryId/place',
    auth: 'user',
    session: 'token',
    authorize: 'manageChannels',
    params: categoryParams,
    body: z.object({ before: categoryId.nullable() }),
    status: 200,
    reply: channelLayout,
  }),
  setCategoryOverwrite: defineRoute({
    operationId: 'setCategoryOverwrite',
    summary: 'Set the overwrite of a role or member in a category and in the channels that follow it.',
    method: 'put',
    path: '/chat/v1/categories/:categoryId/overwrites/:targetId',
    auth: 'user',
    session: 'token',
    authorize: 'manageRoles',
    params: z.object({ categoryId, targetId: overwriteTarget }),
    body: overwriteBody,
    status: 200,
    reply: category,
    errors: ['OVERWRITE_LIMIT_REACHED'],
  }),
} as const;
