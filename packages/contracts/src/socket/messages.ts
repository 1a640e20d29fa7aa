import { z } from 'zod';
import { limits } from '../limits.js';
import { channelId, instant, seq, userId } from '../primitives.js';
import { defineClientEvent } from './event.js';
import { messageBody, messageBodyInput } from './message-body.js';

/** Idempotency key of a message: the client makes it once and keeps it through every retry. Equal nonces are one message. */
export const nonce = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/);

/** Messages that the server writes. Their author is the member whom they are about, their body is empty. */
export const systemMessageKind = z.enum(['member-joined', 'note-ended']);
export type SystemMessageKind = z.infer<typeof systemMessageKind>;

const count = z.number().int().nonnegative();
/** The card of a meeting note that ended. The note may have been renamed since. */
export const noteCard = z.object({
  noteId: channelId,
  voiceChannelId: channelId,
  topic: z.string(),
  startedAt: instant,
  endedAt: instant,
  lines: count,
  /** The people who were in the call or wrote lines. */
  participants: count,
});
export type NoteCard = z.infer<typeof noteCard>;

/**
 * A message. `(channelId, seq)` is its identity, `nonce` ties it to the sender's optimistic row. `version`
 * starts at 1 and rises with every edit and with deletion: of two copies the higher version is the newer one.
 * A deleted message keeps its place as a tombstone with an empty body.
 */
export const message = z.object({
  channelId,
  seq,
  nonce,
  authorId: userId,
  body: messageBody,
  createdAt: instant,
  editedAt: instant.nullable(),
  deletedAt: instant.nullable(),
  version: z.number().int().min(1),
  /** Only in system messages. */
  system: systemMessageKind.optional(),
  /** Only in those of kind `note-ended`, until they are deleted, and only for readers who may see the voice channel. */
  noteCard: noteCard.optional(),
});
export type Message = z.infer<typeof message>;

/**
 * The state of a channel. `changes` counts edits and deletions of its messages: a client that knows the same `lastSeq` and
 * `changes` has missed nothing.
 */
export const channelHead = z.object({
  lastSeq: z.number().int().nonnegative(),
  changes: z.number().int().nonnegative(),
});
export type ChannelHead = z.infer<typeof channelHead>;

/** A head with the seq of the newest message that is not a tombstone, 0 when there is none. Unread states are computed from it. */
export const channelProgress = channelHead.extend({ newestSeq: z.number().int().nonnegative() });
export type ChannelProgress = z.infer<typeof channelProgress>;

const page = z.number().int().min(1).max(limits.historyPage.max).default(limits.historyPage.default);

/** A part of the history: the latest messages, or those around, before or after a position (both exclusive). */
export const historyWindow = z.discriminatedUnion('at', [
  z.object({ at: z.literal('latest'), limit: page }),
  z.object({ at: z.literal('before'), seq, limit: page }),
  z.object({ at: z.literal('after'), seq: z.number().int().nonnegative(), limit: page }),
  z.object({ at: z.literal('around'), seq, limit: page }),
]);
export type HistoryWindow = z.infer<typeof historyWindow>;

/** A run of messages without gaps in ascending order, and the head at the time of reading. */
export const historyPage = z.object({ messages: z.array(message), head: channelHead });
export type HistoryPage = z.infer<typeof historyPage>;

export const messageEvents = {
  'message:send': defineClientEvent({
    authorize: 'sendMessages',
    rate: [{ by: 'person', points: 25, seconds: 5 }],
    payload: z.object({ channelId, nonce, body: messageBodyInput }),
    /** Sending also moves the author's read pointer to the message; `lastReadSeq` is where it is then. */
    ack: z.object({ message, lastReadSeq: seq }),
  }),
  // Edits have a budget of their own, so that they cannot stand in for messages.
  'message:edit': defineClientEvent({
    authorize: 'sendMessages',
    rate: [{ by: 'person', points: 15, seconds: 10 }],
    payload: z.object({ channelId, seq, body: messageBodyInput }),
    ack: z.object({ message, changes: channelHead.shape.changes }),
  }),
  /** Authors delete their own messages; `manageMessages` allows deleting any. */
  'message:delete': defineClientEvent({
    authorize: 'viewChannel',
    rate: [{ by: 'person', points: 30, seconds: 10 }],
    payload: z.object({ channelId, seq }),
    ack: z.object({ message, changes: channelHead.shape.changes }),
  }),
  'message:list': defineClientEvent({
    authorize: 'viewChannel',
    payload: z.object({ channelId, window: historyWindow }),
    ack: historyPage,
  }),
} as const;

/** New messages of an open channel in ascending order; one frame may carry several. */
export const messagesCreated = z.object({ channelId, messages: z.array(message).min(1) });
/** An edited or deleted message; `changes` is the head's counter after this change. */
export const messageUpdated = z.object({ channelId, message, changes: channelHead.shape.changes });
