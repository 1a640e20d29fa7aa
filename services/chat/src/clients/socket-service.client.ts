import { messageInternalRoutes } from '@maru/contracts/internal/messages';
import type { ChannelId, ServerId } from '@maru/contracts/primitives';
import type { RouteBody } from '@maru/contracts/route';
import type { Message } from '@maru/contracts/socket/messages';
import type { ServiceClient } from '@maru/service-kit/service-client';

export interface AuthorPurge {
  /** Whose members hear of it. */
  serverId?: ServerId;
  authorId: string;
  since: string;
  before?: number;
}

export type SystemMessage = RouteBody<typeof messageInternalRoutes.postSystemMessage>;

/** What the chat service asks of the socket service. */
export interface SocketService {
  /** NOT_FOUND when there is none. */
  getMessage(channelId: ChannelId, seq: number): Promise<Message>;
  /** Once for a nonce, however often it is asked. NOT_FOUND while the socket service knows no such text channel. */
  postSystemMessage(channelId: ChannelId, message: SystemMessage): Promise<void>;
  /** Removes part of what is stored of a deleted channel. */
  purgeChannel(channelId: ChannelId): Promise<{ isDone: boolean }>;
  /** Leaves tombstones for part of what somebody wrote; gives where to go on, or `null` when it is done. */
  purgeAuthor(channelId: ChannelId, of: AuthorPurge): Promise<{ before: number | null }>;
}

export const createSocketService = (socket: ServiceClient): SocketService => ({
  getMessage: (channelId, seq) =>
    socket.call(messageInternalRoutes.getMessage, { params: { channelId, seq } }),
  postSystemMessage: (channelId, body) =>
    socket.call(messageInternalRoutes.postSystemMessage, { params: { channelId }, body }),
  purgeChannel: (channelId) => socket.call(messageInternalRoutes.purgeChannel, { params: { channelId } }),
  purgeAuthor: (channelId, of) =>
    socket.call(messageInternalRoutes.purgeAuthor, { params: { channelId }, body: of }),
});
