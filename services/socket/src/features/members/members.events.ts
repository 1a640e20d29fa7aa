import { AppError } from '@maru/service-kit/app-error';
import type { ConversationAccess } from '../access/conversation.js';
import type { SocketHandlers } from '../access/socket-handlers.js';
import type { MemberListsService } from './member-lists.service.js';

type Names = 'members:watch' | 'members:unwatch' | 'members:window';

/** Only channels have a panel: clients know the voice channel of a note. */
const withPanel = (conversation: ConversationAccess) => {
  if (conversation.scope !== 'server') throw new AppError('NOT_FOUND');
  return conversation;
};

export const memberListHandlers = (lists: MemberListsService): SocketHandlers<Names> => ({
  'members:watch': async ({ socket, conversation }) => lists.watch(socket, withPanel(conversation)),
  'members:unwatch': async ({ socket, payload }) => {
    lists.unwatch(socket, payload.channelId);
    return {};
  },
  'members:window': async ({ socket, conversation, payload }) =>
    lists.window(socket, withPanel(conversation), payload),
});
