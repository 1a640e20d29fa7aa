import type { ChannelId } from '@maru/contracts/primitives';
import { AppError } from '@maru/service-kit/app-error';
import type { SocketService, SystemMessage } from '../clients/socket-service.client.js';
import { createFakeMessages } from './fake-messages.js';

export interface Purge {
  channelId: ChannelId;
  authorId?: string;
  since?: string;
}

/** Remembers what it was asked to purge; each purge takes two calls. */
export const createFakeSocketService = () => {
  /** Those that came to their end. */
  const purges: Purge[] = [];
  const messages = createFakeMessages();
  const begun = new Set<ChannelId>();

  /** By nonce, as the real service keeps them. */
  const systemMessages = new Map<string, SystemMessage & { channelId: ChannelId }>();
  const state = { isDown: false };

  const service: SocketService = {
    getMessage: messages.getMessage,
    postSystemMessage: async (channelId, message) => {
      systemMessages.set(message.nonce, { channelId, ...message });
      if (state.isDown) throw new AppError('UNAVAILABLE');
    },
    purgeChannel: async (channelId) => {
      const isDone = begun.delete(channelId);
      if (isDone) purges.push({ channelId });
      else begun.add(channelId);
      return { isDone };
    },
    purgeAuthor: async (channelId, { authorId, since, before }) => {
      if (before === undefined) return { before: 101 };
      purges.push({ channelId, authorId, since });
      return { before: null };
    },
  };
  return Object.assign(state, service, { purges, messages, systemMessages });
};
