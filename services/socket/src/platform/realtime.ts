import type { Server, Socket } from 'socket.io';
import type { ChannelId, ServerId } from '@maru/contracts/primitives';
import type { ClientToServerEvents, ServerToClientEvents } from '@maru/contracts/socket/events';

/** What a node tells the others: whose access has changed and which rooms their sockets leave or join. */
export type ClusterChange =
  | { type: 'joined'; userId: string; serverId: ServerId }
  | { type: 'left'; userId: string; serverId: ServerId }
  | { type: 'server-changed'; serverId: ServerId }
  | { type: 'server-deleted'; serverId: ServerId }
  | { type: 'channel-deleted'; serverId: ServerId; channelId: ChannelId };

export interface InterServerEvents {
  'cluster:change': (change: ClusterChange) => void;
}

/** What the service knows of a socket. */
export interface SocketData {
  userId: string;
  sessionId: string;
  authTime: Date;
  expiresAt: Date;
  /** Channels that are open, with their servers: what to leave when somebody leaves a server. */
  openChannels: Map<ChannelId, ServerId>;
  /** Ends the socket when its token does. */
  expiryTimer?: NodeJS.Timeout;
}

export type MaruServer = Server<ClientToServerEvents, ServerToClientEvents, InterServerEvents, SocketData>;
export type MaruSocket = Socket<ClientToServerEvents, ServerToClientEvents, InterServerEvents, SocketData>;
