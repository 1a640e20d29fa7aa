import type { EventHandlers } from '../../platform/on.js';
import { rooms } from '../../platform/rooms.js';
import type { MaruServer } from '../../platform/realtime.js';
import type { ChannelsService } from './channels.service.js';

type Names = 'channel:open' | 'channel:close' | 'channel:states' | 'read:update';

export const channelHandlers = (channels: ChannelsService, io: MaruServer): EventHandlers<Names> => ({
  'channel:open': ({ socket, channel }) => channels.open(socket, channel),
  'channel:close': async ({ socket, payload }) => {
    await channels.close(socket, payload.channelId);
    return {};
  },
  'channel:states': async ({ socket, payload }) => ({
    states: await channels.states(socket.data.userId, payload.channelIds),
  }),
  'read:update': async ({ socket, channel, payload: { channelId, seq } }) => {
    const { userId } = socket.data;
    const { lastReadSeq, hasMoved } = await channels.markRead(userId, channel, seq);
    if (hasMoved) io.to(rooms.user(userId)).emit('read:updated', { channelId, userId, lastReadSeq });
    return { lastReadSeq };
  },
});
