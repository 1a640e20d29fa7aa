import type { ChannelId } from '@maru/contracts/primitives';
import { AppError } from '@maru/service-kit/app-error';
import type { SocketService } from '../clients/socket-service.client.js';

/** Remembers what it was asked to do; each purge takes two calls. */
export const createFakeSocketService = () => {
  const purges: { channelId: ChannelId; authorId?: string; since?: string }[] = [];
  const begun = new Set<string>();

  const purge = async (what: (typeof purges)[number]) => {
    const key = JSON.stringify(what);
    if (!begun.delete(key)) {
      begun.add(key);
      return { isDone: false };
    }
    purges.push(what);
    return { isDone: true };
  };

  const service: SocketService = {
    getMessage: async () => {
      throw new AppError('NOT_FOUND');
    },
    purgeChannel: (channelId) => purge({ channelId }),
    purgeAuthor: (channelId, { authorId, since }) => purge({ channelId, authorId, since }),
  };
  /** `purges`: those that came to their end. */
  return { ...service, purges };
};
