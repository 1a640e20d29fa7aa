import type { ChannelId } from '@maru/contracts/primitives';
import type { Message } from '@maru/contracts/socket/messages';
import type { StoredHead } from '../../platform/channel-heads.js';

export type AppendResult =
  | { status: 'written' }
  /** Another node has written: read the head again. */
  | { status: 'head-moved' }
  /** Nothing was written, because some nonces were used before. Index into the messages → seq of the stored message. */
  | { status: 'seen-before'; seqByIndex: Map<number, number> };

export type ReplaceResult = 'written' | 'head-moved' | 'message-changed';

/**
 * Stores messages. Each method happens wholly or not at all, even when it throws; after a throw the outcome is unknown. Reads see
 * every write that was acknowledged before.
 */
export interface MessageStore {
  readHead(channelId: string): Promise<StoredHead>;

  /** Heads of many channels; channels that have never been written to are left out. */
  readHeads(channelIds: readonly ChannelId[]): Promise<Map<ChannelId, StoredHead>>;

  /** Writes `messages` (consecutive from `head.lastSeq` + 1, at most `maxAppend`) if the head still is `head.lastSeq`. */
  append(channelId: string, head: StoredHead, messages: readonly Message[]): Promise<AppendResult>;

  /**
   * Replaces a message by its next version and counts the change, if head and message still are as given. `newestSeq` is the newest
   * message that is not a tombstone afterwards; it is stored with tombstones, which also need `head.lastSeq` to be right.
   */
  replace(next: Message, head: StoredHead, newestSeq: number): Promise<ReplaceResult>;

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

/** DynamoDB takes 100 items per transaction: the head, and a message and a nonce each. */
export const maxAppend = 49;
