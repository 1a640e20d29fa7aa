import type { SocketHandlers } from '../access/socket-handlers.js';
import type { ReadingService } from '../read-pointers/reading.service.js';
import type { ChannelsService } from './channels.service.js';

type Names = 'channel:open' | 'channel:close' | 'channel:states' | 'read:update';

export const channelHandlers = (
  channels: ChannelsService,
  reading: ReadingService,
): SocketHandlers<Names> => ({
  'channel:open': ({ socket, conversation }) => channels.open(socket, conversation),
  'channel:close': async ({ socket, payload }) => {
    await channels.close(socket, payload.channelId);
    return {};
  },
  'channel:states': async ({ socket, payload }) => ({
    states: await channels.states(socket.data.userId, payload.channelIds),
  }),
  'read:update': async ({ socket, conversation, payload }) => ({
    lastReadSeq: await reading.markRead(socket.data.userId, conversation, payload.seq),
  }),
});
