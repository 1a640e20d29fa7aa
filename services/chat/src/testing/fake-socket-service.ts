import type { ChannelId } from '@maru/contracts/primitives';
import type { SocketService } from '../clients/socket-service.client.js';
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

  const service: SocketService = {
    getMessage: messages.getMessage,
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
  return { ...service, purges, messages };
};
