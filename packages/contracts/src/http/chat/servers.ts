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

/** `mentions`: only messages that mention the member notify them. */
export const notificationLevel = z.enum(['all', 'mentions']);
export type NotificationLevel = z.infer<typeof notificationLevel>;

/** Sets of categories and channels that a new server begins with. */
export const serverTemplates = ['blank', 'study', 'game', 'team'] as const;
export type ServerTemplate = (typeof serverTemplates)[number];

export const server = z.object({
  serverId,
  name: z.string(),
  iconUrl: z.string().nullable(),
  ownerId: userId,
  createdAt: instant,
  // Events that were stored before servers had settings lack the fields with defaults.
  description: z.string().default(''),
  /** Notification level of members who have not chosen their own. */
  defaultNotifications: notificationLevel.default('all'),
  /** Receives the server's own messages, for example about new members. */
  systemChannelId: channelId.nullable().default(null),
  /** Conditions that members have to meet before they can write. */
  verification: verification.default('none'),
  /** Start of raid mode, in which invite links admit no new members and only members with a role can write; `null`: off. */
  raidModeSince: instant.nullable().default(null),
});
export type Server = z.infer<typeof server>;

/** A server with everything that the caller can see and that decides their permissions. Categories and channels are in display order. */
export const serverDetail = z.object({
  server,
  /** From the highest down to @everyone. */
  roles: z.array(role),
  categories: z.array(category),
  channels: z.array(channel),
  /** The caller's membership. */
  me: member,
});
export type ServerDetail = z.infer<typeof serverDetail>;

const params = z.object({ serverId });

export const serverRoutes = {
  listServers: defineRoute({
    operationId: 'listServers',
    summary: "List the caller's servers in the order in which they joined them.",
    method: 'get',
    path: '/chat/v1/servers',
    auth: 'user',
    session: 'token',
    authorize: 'signed-in',
    status: 200,
    reply: z.object({ servers: z.array(server) }),
  }),
  createServer: defineRoute({
    operationId: 'createServer',
    summary: 'Create a server with the categories and channels of a template.',
    method: 'post',
    path: '/chat/v1/servers',
    auth: 'user',
    session: 'token',
    authorize: 'signed-in',
    idempotent: true,
    body: z.object({ name: serverName, locale, template: z.enum(serverTemplates).default('blank') }),
    status: 201,
    reply: serverDetail,
    errors: ['SERVER_LIMIT_REACHED', 'ACCOUNT_DEPARTING'],
  }),
  getServer: defineRoute({
    operationId: 'getServer',
    summary: 'Get a server with the categories and channels that the caller can see.',
    method: 'get',
    path: '/chat/v1/servers/:serverId',
    auth: 'user',
    session: 'token',
    authorize: 'member',
    params,
    status: 200,
    reply: serverDetail,
  }),
  updateServer: defineRoute({
    operationId: 'updateServer',
    summary: 'Change the settings of a server; omitted fields stay as they are.',
    method: 'patch',
    path: '/chat/v1/servers/:serverId',
    auth: 'user',
    session: 'token',
    authorize: 'manageServer',
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
  }),
  putServerIcon: defineRoute({
    operationId: 'putServerIcon',
    summary: 'Upload a server icon; it is cropped to a square and re-encoded.',
    method: 'put',
    path: '/chat/v1/servers/:serverId/icon',
    auth: 'user',
    session: 'token',
    authorize: 'manageServer',
    rate: [{ by: 'person', points: 20, seconds: 600 }],
    params,
    upload: image,
    status: 200,
    reply: server,
  }),
  deleteServerIcon: defineRoute({
    operationId: 'deleteServerIcon',
    summary: 'Remove the icon of a server.',
    method: 'delete',
    path: '/chat/v1/servers/:serverId/icon',
    auth: 'user',
    session: 'token',
    authorize: 'manageServer',
    params,
    status: 200,
    reply: server,
  }),
  setRaidMode: defineRoute({
    operationId: 'setRaidMode',
    summary:
      'Turn raid mode on or off. While it is on, invite links admit no new members and only members with a role can write.',
    method: 'put',
    path: '/chat/v1/servers/:serverId/raid-mode',
    auth: 'user',
    session: 'token',
    authorize: 'manageServer',
    params,
    body: z.object({ isOn: z.boolean() }),
    status: 200,
    reply: server,
  }),
  transferServer: defineRoute({
    operationId: 'transferServer',
    summary: 'Transfer a server to another member.',
    method: 'put',
    path: '/chat/v1/servers/:serverId/owner',
    auth: 'user',
    session: 'token',
    authorize: 'owner',
    params,
    body: z.object({ userId }),
    status: 200,
    reply: server,
    errors: ['ACCOUNT_DEPARTING'],
  }),
  deleteServer: defineRoute({
    operationId: 'deleteServer',
    summary: 'Delete a server with its channels.',
    method: 'delete',
    path: '/chat/v1/servers/:serverId',
    auth: 'user',
    session: 'token',
    authorize: 'owner',
    params,
    status: 204,
    reply: null,
  }),
  leaveServer: defineRoute({
    operationId: 'leaveServer',
    summary: 'Leave a server. Its owner transfers or deletes it instead.',
    method: 'post',
    path: '/chat/v1/servers/:serverId/leave',
    auth: 'user',
    session: 'token',
    authorize: 'member',
    params,
    status: 204,
    reply: null,
    errors: ['OWNER_CANNOT_LEAVE'],
  }),
} as const;
