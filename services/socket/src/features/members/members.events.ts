import type { SocketHandlers } from '../access/socket-handlers.js';
import type { MemberListsService } from './member-lists.service.js';

type Names = 'members:watch' | 'members:unwatch' | 'members:window';

export const memberListHandlers = (lists: MemberListsService): SocketHandlers<Names> => ({
  'members:watch': ({ socket, conversation }) => lists.watch(socket, conversation),
  'members:unwatch': async ({ socket, payload }) => {
    lists.unwatch(socket, payload.channelId);
    return {};
  },
  'members:window': ({ socket, conversation, payload }) => lists.window(socket, conversation, payload),
});
