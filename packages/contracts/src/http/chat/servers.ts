import { z } from 'zod';
import { limits } from '../../limits.js';
import { channelId, instant, locale, serverId, userId } from '../../primitives.js';
import { verification } from '../../permission-rules.js';
import { defineRoute } from '../../route.js';
import { linesField, nameField } from '../../text-fields.js';
import { category, channel } from './channels.js';
import { member } from './members.js';
import { role } from './roles.js';
import { image } from '../image.js';

export const serverName = nameField(limits.serverName);

export const serverDescription = linesField(limits.serverDescription);

/** `mentions`: only when one is meant. */
export const notificationLevel = z.enum(['all', 'mentions']);
export type NotificationLevel = z.infer<typeof notificationLevel>;

/** What a new server begins with. */
export const serverTemplates = ['blank', 'study', 'game', 'team'] as const;
export type ServerTemplate = (typeof serverTemplates)[number];

export const server = z.object({
  serverId,
  name: z.string(),
  iconUrl: z.string().nullable(),
  ownerId: userId,
  createdAt: instant,
  // What was written down before servers had settings lacks these.
  description: z.string().default(''),
  /** What tells members about new messages, until they choose for themselves. */
  defaultNotifications: notificationLevel.default('all'),
  /** Where the server speaks of itself, for example of who came. */
  systemChannelId: channelId.nullable().default(null),
  /** Who may write at all. */
  verification: verification.default('none'),
  /** Since when the server shuts itself: nobody joins by link, and only who has a role writes. `null`: it does not. */
  raidModeSince: instant.nullable().default(null),
});
export type Server = z.infer<typeof server>;

/** A server with what the caller may see of it and what decides what they may do. Categories and channels come in display order. */
export const serverDetail = z.object({
  server,
  /** From the highest down to everybody's. */
  roles: z.array(role),
  categories: z.array(category),
  channels: z.array(channel),
  /** The caller. */
  me: member,
});
export type ServerDetail = z.infer<typeof serverDetail>;

const params = z.object({ serverId });

export const serverRoutes = {
  listServers: defineRoute({
    operationId: 'listServers',
    summary: "The caller's servers, in the order in which they joined.",
    method: 'get',
    path: '/chat/v1/servers',
    auth: 'user',
    session: 'token',
    status: 200,
    reply: z.object({ servers: z.array(server) }),
    errors: [],
  }),
  createServer: defineRoute({
    operationId: 'createServer',
    summary: 'Create a server with the categories and channels of a template.',
    method: 'post',
    path: '/chat/v1/servers',
    auth: 'user',
    session: 'token',
    idempotent: true,
    body: z.object({ name: serverName, locale, template: z.enum(serverTemplates).default('blank') }),
    status: 201,
    reply: serverDetail,
    errors: ['SERVER_LIMIT_REACHED', 'ACCOUNT_DEPARTING', 'IDEMPOTENCY_KEY_REUSED'],
  }),
  getServer: defineRoute({
    operationId: 'getServer',
    summary: 'One server with its categories and channels.',
    method: 'get',
    path: '/chat/v1/servers/:serverId',
    auth: 'user',
    session: 'token',
    params,
    status: 200,
    reply: serverDetail,
    errors: ['NOT_FOUND'],
  }),
  updateServer: defineRoute({
    operationId: 'updateServer',
    summary: 'Change the settings of a server (manageServer); what is left out stays.',
    method: 'patch',
    path: '/chat/v1/servers/:serverId',
    auth: 'user',
    session: 'token',
    params,
    body: z.object({
      name: serverName.optional(),
      description: serverDescription.optional(),
      defaultNotifications: notificationLevel.optional(),
      systemChannelId: channelId.nullable().optional(),
      verification: verification.optional(),
    }),
    status: 200,
    reply: server,
    errors: ['NOT_FOUND', 'FORBIDDEN'],
  }),
  putServerIcon: defineRoute({
    operationId: 'putServerIcon',
    summary: 'Upload the icon of a server; it is cut to a square and encoded anew (manageServer).',
    method: 'put',
    path: '/chat/v1/servers/:serverId/icon',
    auth: 'user',
    session: 'token',
    params,
    upload: image,
    status: 200,
    reply: server,
    errors: ['NOT_FOUND', 'FORBIDDEN', 'IMAGE_INVALID', 'IMAGE_TOO_MANY_PIXELS'],
  }),
  deleteServerIcon: defineRoute({
    operationId: 'deleteServerIcon',
    summary: 'Remove the icon of a server (manageServer).',
    method: 'delete',
    path: '/chat/v1/servers/:serverId/icon',
    auth: 'user',
    session: 'token',
    params,
    status: 200,
    reply: server,
    errors: ['NOT_FOUND', 'FORBIDDEN'],
  }),
  setRaidMode: defineRoute({
    operationId: 'setRaidMode',
    summary: 'Shut the server against a raid, or open it again (manageServer).',
    method: 'put',
    path: '/chat/v1/servers/:serverId/raid-mode',
    auth: 'user',
    session: 'token',
    params,
    body: z.object({ isOn: z.boolean() }),
    status: 200,
    reply: server,
    errors: ['NOT_FOUND', 'FORBIDDEN'],
  }),
  transferServer: defineRoute({
    operationId: 'transferServer',
    summary: 'Make another member the owner (owner).',
    method: 'put',
    path: '/chat/v1/servers/:serverId/owner',
    auth: 'user',
    session: 'token',
    params,
    body: z.object({ userId }),
    status: 200,
    reply: server,
    errors: ['NOT_FOUND', 'FORBIDDEN', 'ACCOUNT_DEPARTING'],
  }),
  deleteServer: defineRoute({
    operationId: 'deleteServer',
    summary: 'Delete a server with its channels (owner).',
    method: 'delete',
    path: '/chat/v1/servers/:serverId',
    auth: 'user',
    session: 'token',
    params,
    status: 204,
    reply: null,
    errors: ['NOT_FOUND', 'FORBIDDEN'],
  }),
  leaveServer: defineRoute({
    operationId: 'leaveServer',
    summary: 'Leave a server; its owner cannot.',
    method: 'post',
    path: '/chat/v1/servers/:serverId/leave',
    auth: 'user',
    session: 'token',
    params,
    status: 204,
    reply: null,
    errors: ['NOT_FOUND', 'OWNER_CANNOT_LEAVE'],
  }),
} as const;
