import type { SocketHandlers } from '../access/socket-handlers.js';
import { rooms } from '../../platform/rooms.js';
import type { MaruServer } from '../../platform/realtime.js';
import type { ChannelsService } from './channels.service.js';

type Names = 'channel:open' | 'channel:close' | 'channel:states' | 'read:update';

export const channelHandlers = (channels: ChannelsService, io: MaruServer): SocketHandlers<Names> => ({
  'channel:open': ({ socket, conversation }) => channels.open(socket, conversation),
  'channel:close': async ({ socket, payload }) => {
    await channels.close(socket, payload.channelId);
    return {};
  },
  'channel:states': async ({ socket, payload }) => ({
    states: await channels.states(socket.data.userId, payload.channelIds),
  }),
  'read:update': async ({ socket, conversation, payload: { channelId, seq } }) => {
    const { userId } = socket.data;
    const { lastReadSeq, hasMoved } = await channels.markRead(userId, conversation, seq);
    if (hasMoved) io.to(rooms.user(userId)).emit('read:updated', { channelId, userId, lastReadSeq });
    return { lastReadSeq };
  },
});
