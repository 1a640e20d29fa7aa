import type { ChannelId } from '@maru/contracts/primitives';
import type { ChannelState } from '@maru/contracts/socket/channels';
import type { ChannelProgress } from '@maru/contracts/socket/messages';
import { AppError } from '@maru/service-kit/app-error';
import type { AccessCache } from '../access/access-cache.js';
import { homeOf, type ConversationAccess } from '../access/conversation.js';
import type { MaruSocket } from '../../platform/realtime.js';
import { rooms } from '../../platform/rooms.js';
import type { ReadPositions } from '../read-pointers/read-positions.js';

interface ChannelsDeps {
  access: AccessCache;
  positions: ReadPositions;
}

/** Opens and closes conversations on a socket, and tells how far they and their readers have come. */
export class ChannelsService {
  constructor(private readonly deps: ChannelsDeps) {}

  /** Joins the room before it reads the head: a message that is written in between arrives as a frame. */
  async open(
    socket: MaruSocket,
    opened: ConversationAccess,
  ): Promise<{ head: ChannelProgress; lastReadSeq: number }> {
    const { userId, openConversations } = socket.data;
    const { channelId } = opened;
    openConversations.set(channelId, homeOf(opened));
    this.deps.access.prepareContentRules(opened);
    await socket.join(rooms.channel(channelId));
    try {
      // Access may have ended during the join, after this person's sockets had to leave the room.
      const conversation = await this.deps.access.requireConversation(userId, channelId, 'viewChannel');
      const { lastSeq, changes, newestSeq, lastReadSeq } = await this.stateOf(userId, conversation);
      return { head: { lastSeq, changes, newestSeq }, lastReadSeq };
    } catch (error) {
      await this.close(socket, channelId);
      throw error;
    }
  }

  async close(socket: MaruSocket, channelId: ChannelId): Promise<void> {
    socket.data.openConversations.delete(channelId);
    await socket.leave(rooms.channel(channelId));
  }

  /** Returns the states of the conversations that the person may see, and leaves the others out. */
  async states(userId: string, channelIds: readonly ChannelId[]): Promise<ChannelState[]> {
    const { access } = this.deps;
    const asked = [...new Set(channelIds)];
    const found = await Promise.all(asked.map((channelId) => access.findConversation(userId, channelId)));
    return this.deps.positions.of(
      userId,
      found.filter((conversation) => conversation !== undefined),
    );
  }

  private async stateOf(userId: string, conversation: ConversationAccess): Promise<ChannelState> {
    const [state] = await this.deps.positions.of(userId, [conversation]);
    if (!state) throw new AppError('NOT_FOUND');
    return state;
  }
}
