import { messageInternalRoutes } from '@maru/contracts/internal/messages';
import type { ChannelId, ServerId } from '@maru/contracts/primitives';
import type { RouteBody, RouteReply } from '@maru/contracts/route';
import type { ServiceClient } from '@maru/service-kit/service-client';

export interface AuthorPurge {
  /** The server whose members receive the tombstones. */
  serverId?: ServerId;
  authorId: string;
  since: string;
  before?: number;
}

export type SystemMessage = RouteBody<typeof messageInternalRoutes.postSystemMessage>;

/** Requests to the socket service. */
export interface SocketService {
  /** @throws NOT_FOUND if the message does not exist. */
  getMessage(channelId: ChannelId, seq: number): Promise<RouteReply<typeof messageInternalRoutes.getMessage>>;
  /** Idempotent per nonce. @throws NOT_FOUND while the socket service does not know the text channel. */
  postSystemMessage(channelId: ChannelId, message: SystemMessage): Promise<void>;
  /** Deletes part of a deleted channel's data; call it again until `isDone`. */
  purgeChannel(channelId: ChannelId): Promise<{ isDone: boolean }>;
  /** Replaces part of the author's messages with tombstones. Returns where to continue, or `null` when done. */
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
