import { messageInternalRoutes } from '@maru/contracts/internal/messages';
import type { ChannelId } from '@maru/contracts/primitives';
import type { Message } from '@maru/contracts/socket/messages';
import type { ServiceClient } from '@maru/service-kit/service-client';

export interface Progress {
  isDone: boolean;
}

/** What the chat service asks of the socket service. */
export interface SocketService {
  /** NOT_FOUND when there is none. */
  getMessage(channelId: ChannelId, seq: number): Promise<Message>;
  /** Part of the work per call, as below. */
  purgeChannel(channelId: ChannelId): Promise<Progress>;
  purgeAuthor(channelId: ChannelId, of: { authorId: string; since: string }): Promise<Progress>;
}

export const createSocketService = (socket: ServiceClient): SocketService => ({
  getMessage: (channelId, seq) =>
    socket.call(messageInternalRoutes.getMessage, { params: { channelId, seq } }),
  purgeChannel: (channelId) => socket.call(messageInternalRoutes.purgeChannel, { params: { channelId } }),
  purgeAuthor: (channelId, of) =>
    socket.call(messageInternalRoutes.purgeAuthor, { params: { channelId }, body: of }),
});
