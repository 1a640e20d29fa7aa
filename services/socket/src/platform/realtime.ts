import type { Server, Socket } from 'socket.io';
import type { ChannelId, ServerId } from '@maru/contracts/primitives';
import type { ClientToServerEvents, ServerToClientEvents } from '@maru/contracts/socket/events';
import type { Standing } from '../features/access/access-cache.js';

/** What a node says of its people; `version` counts its changes, so that who missed one notices. */
export type PresenceNews =
  | { kind: 'asked'; of?: string }
  | { kind: 'people'; version: number; userIds: string[] }
  | { kind: 'came' | 'went'; version: number; userId: string }
  | { kind: 'alive'; version: number }
  | { kind: 'stopped' };

export interface InterServerEvents {
  /** A node tells the others who is there. */
  'presence:news': (nodeId: string, news: PresenceNews) => void;
  /** Asks a node for those of its people who are in a server. */
  'presence:count': (serverId: ServerId, answer: (userIds: string[]) => void) => void;
}

/** What the service knows of a socket. */
export interface SocketData {
  userId: string;
  sessionId: string;
  authTime: Date;
  expiresAt: Date;
  /** Channels that are open, with their servers: what to leave when somebody leaves a server. */
  openChannels: Map<ChannelId, ServerId>;
  /** The person in each of their servers, as the socket was settled last. */
  standings: Map<ServerId, Standing>;
  /** It has been in the rooms of all its person's servers. */
  hasJoined: boolean;
  /** The channel whose members' panel it watches. */
  watched?: { channelId: ChannelId; serverId: ServerId };
  /** Ends the socket when its token does. */
  expiryTimer?: NodeJS.Timeout;
}

export type MaruServer = Server<ClientToServerEvents, ServerToClientEvents, InterServerEvents, SocketData>;
export type MaruSocket = Socket<ClientToServerEvents, ServerToClientEvents, InterServerEvents, SocketData>;
