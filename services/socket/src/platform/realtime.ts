import type { Server, Socket } from 'socket.io';
import type { OutboxEvent } from '@maru/contracts/internal/events';
import type { ChannelId, ServerId } from '@maru/contracts/primitives';
import type { ClientToServerEvents, ServerToClientEvents } from '@maru/contracts/socket/events';

export interface InterServerEvents {
  /** Something has happened that every node applies to its own caches and sockets. */
  'server:change': (event: OutboxEvent) => void;
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
