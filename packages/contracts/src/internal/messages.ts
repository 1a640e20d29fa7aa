import { z } from 'zod';
import { channelId, instant, seq, serverId, userId } from '../primitives.js';
import { defineRoute } from '../route.js';
import { message, nonce, systemMessageKind } from '../socket/messages.js';

const params = z.object({ channelId });
/** The socket service's internal message routes. */
export const messageInternalRoutes = {
  getMessage: defineRoute({
    operationId: 'getMessage',
    summary: 'Get the current version of a message, and the channel whose moderators look after it.',
    method: 'get',
    path: '/internal/v1/channels/:channelId/messages/:seq',
    auth: 'service',
    params: params.extend({ seq: z.coerce.number().pipe(seq) }),
    status: 200,
    /** `placeId`: the channel of the message, or the voice channel of a meeting note with this line. */
    reply: z.object({ message, placeId: channelId }),
    errors: ['NOT_FOUND'],
  }),
  postSystemMessage: defineRoute({
    operationId: 'postSystemMessage',
    summary:
      'Write a system message into a text channel and push it to readers; a repeat of the nonce writes nothing.',
    method: 'post',
    path: '/internal/v1/channels/:channelId/system-messages',
    auth: 'service',
    params,
    body: z.object({ serverId, system: systemMessageKind.extract(['member-joined']), userId, nonce }),
    status: 204,
    reply: null,
    errors: ['NOT_FOUND'],
  }),
  purgeChannel: defineRoute({
    operationId: 'purgeChannel',
    summary: 'Remove a part of the stored messages of a deleted channel; repeat until it is done.',
    method: 'post',
    path: '/internal/v1/channels/:channelId/purge',
    auth: 'service',
    params,
    status: 200,
    reply: z.object({ isDone: z.boolean() }),
    errors: [],
  }),
  purgeAuthor: defineRoute({
    operationId: 'purgeAuthor',
    summary:
      'Replace a part of the messages of an author in a channel since an instant by tombstones, newest first, and push them to readers.',
    method: 'post',
    path: '/internal/v1/channels/:channelId/purge-author',
    auth: 'service',
    params,
    /** `before`: where the previous call stopped. `serverId`: the server whose members receive the tombstones. */
    body: z.object({
      serverId: serverId.optional(),
      authorId: userId,
      since: instant,
      before: seq.optional(),
    }),
    status: 200,
    /** `null`: done. */
    reply: z.object({ before: seq.nullable() }),
    errors: [],
  }),
} as const;
