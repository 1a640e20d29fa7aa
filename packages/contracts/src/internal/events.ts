import { z } from 'zod';
import { category, channel, channelLayout } from '../http/chat/channels.js';
import { member } from '../http/chat/members.js';
import { rail } from '../http/chat/rail.js';
import { server } from '../http/chat/servers.js';
import { profile } from '../http/user/profiles.js';
import { sessionEndReason } from '../http/user/session-end.js';
import { membership } from '../membership.js';
import { categoryId, channelId, instant, serverId, userId } from '../primitives.js';
import { defineRoute } from '../route.js';
import { messageDeletedEvent, messageFlaggedEvent } from './moderation.js';

/**
 * True if every member saw the channel or category before the change. Otherwise its id must not reach members who never saw it.
 */
const wasSeenByAll = z.boolean().optional();

/** An event in a service's outbox. The relay delivers events in order, at least once: receivers must be idempotent. */
export const outboxEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('server.updated'), server }),
  z.object({ type: z.literal('server.deleted'), serverId }),
  /** Also emitted for the owner when a server is created. */
  z.object({ type: z.literal('member.joined'), server, member }),
  z.object({ type: z.literal('member.left'), serverId, userId }),
  z.object({ type: z.literal('member.updated'), member }),
  z.object({ type: z.literal('rail.changed'), userId, rail }),
  /** An e-mail invite to this user arrived, was answered or was revoked. */
  z.object({ type: z.literal('received-invites.changed'), userId }),
  /** A role of the server changed. Receivers fetch the roles together with the rules. */
  z.object({ type: z.literal('roles.changed'), serverId }),
  z.object({ type: z.literal('category.created'), category }),
  /** Includes the channels synced to the category: the same changed for their audience. */
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
  /** The server's content rules changed. */
  z.object({ type: z.literal('content-rules.changed'), serverId }),
  /** A report was filed or closed. A report about a message reaches only moderators who may see its channel. */
  z.object({ type: z.literal('reports.changed'), serverId, channelId: channelId.optional() }),
  /** One session was signed out. `sessionId` is the `origin_jti` of its tokens. */
  z.object({
    type: z.literal('session.ended'),
    userId,
    sessionId: z.string(),
    endedAt: instant,
    /** Missing in events from before reasons existed. */
    reason: sessionEndReason.optional(),
  }),
  /** A user's public profile changed. */
  z.object({ type: z.literal('profile.updated'), profile }),
  /** A person's plan changed or was extended. */
  z.object({ type: z.literal('membership.changed'), userId, membership }),
  /** An account was erased: only the user's messages remain, under no name. */
  z.object({ type: z.literal('account.deleted'), userId }),
  /**
   * An account will be erased at `deletesAt` unless its owner returns; until then it can't join or create anything. Sent to chat
   * only.
   */
  z.object({ type: z.literal('account.deletion-scheduled'), userId, deletesAt: instant }),
  /** The owner returned in time. Sent to chat only. */
  z.object({ type: z.literal('account.deletion-cancelled'), userId }),
  /** From the socket service to chat only. */
  messageDeletedEvent,
  messageFlaggedEvent,
  /** A person used a perk of their plan. From the socket service to the user service only, once per person, plan and day. */
  z.object({ type: z.literal('perk.used'), userId, at: instant }),
]);
export type OutboxEvent = z.infer<typeof outboxEvent>;

/** Maximum events per delivery. */
export const eventsPerDelivery = 100;

/** The internal route that outbox relays deliver to. */
export const eventRoutes = {
  deliverEvents: defineRoute({
    operationId: 'deliverEvents',
    summary: 'Apply outbox events of other services in order.',
    method: 'post',
    path: '/internal/v1/events',
    auth: 'service',
    body: z
      .object({
        events: z.array(outboxEvent).min(1).max(eventsPerDelivery),
        /** Ids of the outbox rows, in the order of the events: the receiver drops rows that it has already applied. */
        ids: z.array(z.string().min(1).max(200)).optional(),
      })
      .refine(({ events, ids }) => ids === undefined || ids.length === events.length),
    status: 204,
    reply: null,
    errors: [],
  }),
} as const;
