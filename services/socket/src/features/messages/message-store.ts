import type { OutboxEvent } from '@maru/contracts/internal/events';
import type { ChannelId } from '@maru/contracts/primitives';
import type { Message } from '@maru/contracts/socket/messages';
import type { StoredHead } from '../../platform/channel-heads.js';

export type AppendResult =
  | { status: 'written' }
  /** Another node has written: read the head again. */
  | { status: 'head-moved' }
  /** Nothing was written, because some nonces were used before. Index into the messages → seq of the stored message. */
  | { status: 'seen-before'; seqByIndex: Map<number, number> }
  /** Nothing was written: the conversation takes no more messages. */
  | { status: 'refused'; reason: 'closed' | 'full' };

/** Messages to append, and the events that their write means to other services. */
export interface Appended {
  /** Consecutive from `head.lastSeq` + 1. */
  messages: readonly Message[];
  events?: readonly OutboxEvent[];
  /**
   * Set for a conversation that is opened and closed: the messages are written only while it is open, and only if it has at most
   * `maxMessages` afterwards.
   */
  whileOpen?: { maxMessages: number };
}

export interface Replacement {
  /** The newest message that is not a tombstone once the next version is stored. */
  newestSeq: number;
  events?: readonly OutboxEvent[];
}

export type ReplaceResult = 'written' | 'head-moved' | 'message-changed';

/**
 * Stores messages. Each method happens wholly or not at all, even when it throws; after a throw the outcome is unknown. Reads see
 * every write that was acknowledged before.
 */
export interface MessageStore {
  readHead(channelId: string): Promise<StoredHead>;

  /** Heads of many channels; channels that have never been written to are left out. */
  readHeads(channelIds: readonly ChannelId[]): Promise<Map<ChannelId, StoredHead>>;

  /** Writes messages, at most `maxItems` with their events, if the stored `lastSeq` is still that of `head`. */
  append(channelId: string, head: StoredHead, appended: Appended): Promise<AppendResult>;

  /**
   * Replaces a message by its next version and counts the change, if the stored `changes` is still that of `head` and the message is at
   * the version before. `newestSeq` is stored with tombstones; these, and replacements with events, also need `head.lastSeq` to be right.
   */
  replace(next: Message, head: StoredHead, replacement: Replacement): Promise<ReplaceResult>;

  find(channelId: string, seq: number): Promise<Message | undefined>;

  /** True if the author has written a message with this nonce in the channel. */
  isWritten(channelId: string, draft: { authorId: string; nonce: string }): Promise<boolean>;

  /** Messages from `from` to `to` inclusive, ascending. */
  range(channelId: string, from: number, to: number): Promise<Message[]>;
}

/** Removes messages for good, once their channel is gone. */
export interface MessageRemoval {
  /** Removes some of a channel's messages with their nonces, and with the last ones its head. Returns whether any are left. */
  removeSome(channelId: string): Promise<boolean>;
}

/** DynamoDB takes 100 items per transaction: the head, the outbox's note of the channel, and these. */
export const maxItems = 98;
/** A message takes its own item and its nonce's. */
export const itemsPerMessage = 2;
