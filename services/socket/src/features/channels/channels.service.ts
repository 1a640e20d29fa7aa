import type { ChannelId } from '@maru/contracts/primitives';
import type { ChannelState } from '@maru/contracts/socket/channels';
import type { ChannelProgress } from '@maru/contracts/socket/messages';
import { AppError } from '@maru/service-kit/app-error';
import type { AccessCache, ChannelAccess } from '../access/access-cache.js';
import type { MaruSocket } from '../../platform/realtime.js';
import { rooms } from '../../platform/rooms.js';
import type { ReadPointers } from '../read-pointers/read-pointers.repository.js';
import type { ReadPositions } from '../read-pointers/read-positions.js';

interface ChannelsDeps {
  access: AccessCache;
  positions: ReadPositions;
  readPointers: ReadPointers;
}

/** Which channels a socket has open, and where channels and their readers stand. */
export class ChannelsService {
  constructor(private readonly deps: ChannelsDeps) {}

  /** Joins first and reads the head after: what is written in between arrives as a frame. */
  async open(
    socket: MaruSocket,
    { channelId, serverId }: ChannelAccess,
  ): Promise<{ head: ChannelProgress; lastReadSeq: number }> {
    const { userId, openChannels } = socket.data;
    openChannels.set(channelId, serverId);
    this.deps.access.prepareContentRules(serverId);
    await socket.join(rooms.channel(channelId));
    try {
      // Access may have gone while we joined, after the sockets of that person were told to leave.
      const channel = await this.deps.access.requireChannel(userId, channelId, 'viewChannel');
      const { lastSeq, changes, newestSeq, lastReadSeq } = await this.stateOf(userId, channel);
      return { head: { lastSeq, changes, newestSeq }, lastReadSeq };
    } catch (error) {
      await this.close(socket, channelId);
      throw error;
    }
  }

  async close(socket: MaruSocket, channelId: ChannelId): Promise<void> {
    socket.data.openChannels.delete(channelId);
    await socket.leave(rooms.channel(channelId));
  }

  /** States of those of the channels that the person may see. */
  async states(userId: string, channelIds: readonly ChannelId[]): Promise<ChannelState[]> {
    const { access } = this.deps;
    const asked = [...new Set(channelIds)];
    const found = await Promise.all(asked.map((channelId) => access.findChannel(userId, channelId)));
    return this.deps.positions.of(
      userId,
      found.filter((channel) => channel !== undefined),
    );
  }

  /** Moves the person's pointer forward, never beyond the last message; gives the pointer and whether it moved. */
  async markRead(
    userId: string,
    channel: ChannelAccess,
    seq: number,
  ): Promise<{ lastReadSeq: number; hasMoved: boolean }> {
    const { lastSeq, lastReadSeq: current } = await this.stateOf(userId, channel);
    const target = Math.min(seq, lastSeq);
    if (target <= current) return { lastReadSeq: current, hasMoved: false };
    const hasMoved = await this.deps.readPointers.advance(channel.channelId, userId, target);
    return { lastReadSeq: target, hasMoved };
  }

  private async stateOf(userId: string, channel: ChannelAccess): Promise<ChannelState> {
    const [state] = await this.deps.positions.of(userId, [channel]);
    if (!state) throw new AppError('NOT_FOUND');
    return state;
  }
}
