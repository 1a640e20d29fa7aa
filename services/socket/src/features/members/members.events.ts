import type { EventHandlers } from '../../platform/on.js';
import type { MemberListsService } from './member-lists.service.js';

type Names = 'members:watch' | 'members:unwatch' | 'members:window';

export const memberListHandlers = (lists: MemberListsService): EventHandlers<Names> => ({
  'members:watch': ({ socket, channel }) => lists.watch(socket, channel),
  'members:unwatch': async ({ socket, payload }) => {
    lists.unwatch(socket, payload.channelId);
    return {};
  },
  'members:window': ({ socket, channel, payload }) => lists.window(socket, channel, payload),
});
