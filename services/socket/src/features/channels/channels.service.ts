import type { ChannelId } from '@maru/contracts/primitives';
import type { ChannelState } from '@maru/contracts/socket/channels';
import type { ChannelHead } from '@maru/contracts/socket/messages';
import type { AccessCache, ChannelAccess } from '../../platform/access-cache.js';
import type { MaruSocket } from '../../platform/realtime.js';
import { rooms } from '../../platform/rooms.js';
import type { ReadPointers } from '../read-pointers/read-pointers.repository.js';

interface ChannelsDeps {
  access: AccessCache;
  readHead: (channelId: ChannelId) => Promise<ChannelHead>;
  readPointers: ReadPointers;
}

/** Which channels a socket has open, and where channels and their readers stand. */
export class ChannelsService {
  constructor(private readonly deps: ChannelsDeps) {}

  /** Joins first and reads the head after: what is written in between arrives as a frame. */
  async open(socket: MaruSocket, { channelId, serverId }: ChannelAccess) {
    const { userId, openChannels } = socket.data;
    openChannels.set(channelId, serverId);
    await socket.join(rooms.channel(channelId));
    try {
      // Access may have gone while we joined, after the sockets of that person were told to leave.
      await this.deps.access.requireChannel(userId, channelId, 'viewChannel');
      const [head, positions] = await Promise.all([
        this.deps.readHead(channelId),
        this.deps.readPointers.positions([channelId], userId),
      ]);
      const { lastSeq, changes } = head;
      return { head: { lastSeq, changes }, lastReadSeq: positions.get(channelId)?.lastReadSeq ?? 0 };
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
    const areVisible = await Promise.all(asked.map((channelId) => access.canView(userId, channelId)));
    const visible = asked.filter((_channelId, index) => areVisible[index]);
    const positions = await this.deps.readPointers.positions(visible, userId);
    return [...positions].map(([channelId, position]) => ({ channelId, ...position }));
  }

  /** Moves the person's pointer forward, never beyond the last message; gives the pointer and whether it moved. */
  async markRead(
    userId: string,
    channelId: ChannelId,
    seq: number,
  ): Promise<{ lastReadSeq: number; hasMoved: boolean }> {
    const position = (await this.deps.readPointers.positions([channelId], userId)).get(channelId);
    const target = Math.min(seq, position?.lastSeq ?? 0);
    const current = position?.lastReadSeq ?? 0;
    if (target <= current) return { lastReadSeq: current, hasMoved: false };
    const hasMoved = await this.deps.readPointers.advance(channelId, userId, target);
    return { lastReadSeq: target, hasMoved };
  }
}
