import { z } from 'zod';
import { category, channel, channelLayout } from '../http/chat/channels.js';
import { member } from '../http/chat/members.js';
import { rail } from '../http/chat/rail.js';
import { role } from '../http/chat/roles.js';
import { server } from '../http/chat/servers.js';
import { profile } from '../http/user/profiles.js';
import { sessionEndReason } from '../http/user/session-end.js';
import { categoryId, channelId, instant, serverId, userId } from '../primitives.js';
import { defineRoute } from '../route.js';

/** Whether every member saw the channel or category before the change; its id must reach nobody who never saw it. */
const wasSeenByAll = z.boolean().optional();

/**
 * What happened in a service's database, as its outbox keeps it and its relay delivers it: in order, at least once.
 * Receivers must be idempotent.
 */
export const outboxEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('server.updated'), server }),
  z.object({ type: z.literal('server.deleted'), serverId }),
  /** Also told of the owner when a server is created. */
  z.object({ type: z.literal('member.joined'), server, member }),
  z.object({ type: z.literal('member.left'), serverId, userId }),
  z.object({ type: z.literal('member.updated'), member }),
  z.object({ type: z.literal('rail.changed'), userId, rail }),
  /** An e-mail invite of this person came, or was answered or revoked. */
  z.object({ type: z.literal('received-invites.changed'), userId }),
  /** All roles of a server, after any of them has changed. */
  z.object({ type: z.literal('roles.changed'), serverId, roles: z.array(role) }),
  z.object({ type: z.literal('category.created'), category }),
  /** With the channels that follow it, for whom the same has changed. */
  z.object({ type: z.literal('category.updated'), category, channels: z.array(channel), wasSeenByAll }),
  z.object({
    type: z.literal('category.deleted'),
    serverId,
    categoryId,
    channels: z.array(channel),
    wasSeenByAll,
  }),
  z.object({ type: z.literal('channels.moved'), layout: channelLayout }),
  z.object({ type: z.literal('channel.created'), channel }),
  z.object({ type: z.literal('channel.updated'), channel, wasSeenByAll }),
  z.object({ type: z.literal('channel.deleted'), serverId, channelId, wasSeenByAll }),
  /** What may not be written in a server is something else now. */
  z.object({ type: z.literal('content-rules.changed'), serverId }),
  /** A report came or was closed; of a message, moderators hear of it who may see its channel. */
  z.object({ type: z.literal('reports.changed'), serverId, channelId: channelId.optional() }),
  /** One session was signed out. `sessionId` is the tokens' `origin_jti`. */
  z.object({
    type: z.literal('session.ended'),
    userId,
    sessionId: z.string(),
    endedAt: instant,
    /** Missing in events written before reasons were told. */
    reason: sessionEndReason.optional(),
  }),
  /** Somebody's public profile is another one now. */
  z.object({ type: z.literal('profile.updated'), profile }),
  /** An account was erased: nothing of this person may stay but what they said, under no name. */
  z.object({ type: z.literal('account.deleted'), userId }),
  /** An account will be erased at `deletesAt` unless its owner comes back: until then it takes on nothing new. Told to chat only. */
  z.object({ type: z.literal('account.deletion-scheduled'), userId, deletesAt: instant }),
  /** The owner came back in time. Told to chat only. */
  z.object({ type: z.literal('account.deletion-cancelled'), userId }),
]);
export type OutboxEvent = z.infer<typeof outboxEvent>;

/** Events of one delivery at most. */
export const eventsPerDelivery = 100;

/** The internal route that outbox relays deliver to: the socket service's, and chat's for what the user service tells. */
export const eventRoutes = {
  deliverEvents: defineRoute({
    operationId: 'deliverEvents',
    summary: 'Apply outbox events in the given order: rooms, access caches, pushes to clients.',
    method: 'post',
    path: '/internal/v1/events',
    auth: 'service',
    body: z
      .object({
        events: z.array(outboxEvent).min(1).max(eventsPerDelivery),
        /** Ids of the outbox rows, in the order of the events: the receiver drops a row that it has taken before. */
        ids: z.array(z.string().min(1).max(200)).optional(),
      })
      .refine(({ events, ids }) => ids === undefined || ids.length === events.length),
    status: 204,
    reply: null,
    errors: [],
  }),
} as const;
