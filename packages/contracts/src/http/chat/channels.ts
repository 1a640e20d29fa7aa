import { z } from 'zod';
import { limits } from '../../limits.js';
import { categoryId, channelId, instant, serverId } from '../../primitives.js';
import { defineRoute } from '../../route.js';

export const channelName = z.string().trim().min(limits.channelName.min).max(limits.channelName.max);
/** What a channel is about; empty when nobody has said it. */
export const channelTopic = z.string().trim().max(limits.channelTopic.max);
export const channelType = z.enum(['text', 'voice']);
export type ChannelType = z.infer<typeof channelType>;

export const category = z.object({
  categoryId,
  serverId,
  name: z.string(),
  position: z.number().int().nonnegative(),
});
export type Category = z.infer<typeof category>;

export const channel = z.object({
  channelId,
  serverId,
  /** `null`: above all categories. */
  categoryId: categoryId.nullable(),
  type: channelType,
  name: z.string(),
  // Changes that were written down before channels had one lack it.
  topic: z.string().default(''),
  position: z.number().int().nonnegative(),
  createdAt: instant,
});
export type Channel = z.infer<typeof channel>;

const params = z.object({ channelId });

export const channelRoutes = {
  createChannel: defineRoute({
    operationId: 'createChannel',
    summary: 'Create a channel at the end of its category (owner).',
    method: 'post',
    path: '/chat/v1/servers/:serverId/channels',
    auth: 'user',
    idempotent: true,
    params: z.object({ serverId }),
    body: z.object({ name: channelName, type: channelType, categoryId: categoryId.nullable() }),
    status: 201,
    reply: channel,
    errors: ['NOT_FOUND', 'FORBIDDEN', 'CHANNEL_LIMIT_REACHED', 'IDEMPOTENCY_KEY_REUSED'],
  }),
  updateChannel: defineRoute({
    operationId: 'updateChannel',
    summary: 'Change the name or the topic of a channel (owner); what is left out stays.',
    method: 'patch',
    path: '/chat/v1/channels/:channelId',
    auth: 'user',
    params,
    body: z.object({ name: channelName.optional(), topic: channelTopic.optional() }),
    status: 200,
    reply: channel,
    errors: ['NOT_FOUND', 'FORBIDDEN'],
  }),
  deleteChannel: defineRoute({
    operationId: 'deleteChannel',
    summary: 'Delete a channel (owner).',
    method: 'delete',
    path: '/chat/v1/channels/:channelId',
    auth: 'user',
    params,
    status: 204,
    reply: null,
    errors: ['NOT_FOUND', 'FORBIDDEN'],
  }),
} as const;
