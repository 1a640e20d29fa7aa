import type { ChannelId } from '@maru/contracts/primitives';
import type { ChannelState } from '@maru/contracts/socket/channels';
import type { ConversationHome } from '@maru/contracts/socket/conversations';
import type { Message } from '@maru/contracts/socket/messages';
import type { StoredHead } from '../../platform/channel-heads.js';
import { hasUnreadStates } from '../access/conversation.js';
import type { ReadPointers, StoredPosition } from './read-pointers.repository.js';

interface ReadPositionsDeps {
  pointers: ReadPointers;
  store: { find(channelId: string, seq: number): Promise<Message | undefined> };
}

/** A conversation, and the start of the reader's membership. */
export type ReadableChannel = ConversationHome & {
  channelId: ChannelId;
  memberSince: string;
};

/**
 * Heads of channels and the pointers of one reader. Messages from before the reader joined count as read: the first request for a
 * channel in a membership sets up the pointer accordingly, even for a member who has left and joined again.
 */
export class ReadPositions {
  constructor(private readonly deps: ReadPositionsDeps) {}

  async of(userId: string, channels: readonly ReadableChannel[]): Promise<ChannelState[]> {
    const ids = channels.map(({ channelId }) => channelId);
    const positions = await this.deps.pointers.positions(ids, userId);
    return Promise.all(
      channels.map(async (channel) => {
        const position = positions.get(channel.channelId);
        if (!position) throw new Error('a position that was asked for is missing');
        const lastReadSeq = await this.lastReadSeq(userId, channel, position);
        const { lastSeq, changes, newestSeq } = position.head;
        return { channelId: channel.channelId, lastSeq, changes, newestSeq, lastReadSeq };
      }),
    );
  }

  private async lastReadSeq(
    userId: string,
    channel: ReadableChannel,
    { head, pointer }: StoredPosition,
  ): Promise<number> {
    if (!hasUnreadStates(channel)) return head.lastSeq;
    const { channelId, memberSince } = channel;
    const known = pointer?.lastReadSeq ?? 0;
    // Nothing to compare with the time of joining yet.
    if (head.lastSeq === 0 || pointer?.memberSince === memberSince) return known;
    const lastReadSeq = Math.max(known, await this.lastSeqUntil(channelId, memberSince, head));
    await this.deps.pointers.setUp(channelId, userId, { lastReadSeq, memberSince });
    return lastReadSeq;
  }

  /** The last message written until `instant`; 0 when there is none. Messages are ordered by time as they are by seq. */
  private async lastSeqUntil(channelId: ChannelId, instant: string, head: StoredHead): Promise<number> {
    if (head.lastCreatedAt <= instant) return head.lastSeq;
    const isUntil = async (seq: number) => {
      const message = await this.deps.store.find(channelId, seq);
      return message !== undefined && message.createdAt <= instant;
    };
    // Most channels that come here are younger than the membership, and then the first message decides.
    if (!(await isUntil(1))) return 0;
    let [until, after] = [1, head.lastSeq];
    while (after - until > 1) {
      const middle = Math.floor((until + after) / 2);
      if (await isUntil(middle)) until = middle;
      else after = middle;
    }
    return until;
  }
}
