import type { Server, Socket } from 'socket.io';
import type { ChannelId, ServerId } from '@maru/contracts/primitives';
import type { ConversationHome } from '@maru/contracts/socket/conversations';
import type { ClientToServerEvents, ServerToClientEvents } from '@maru/contracts/socket/events';

/** News of the people who are connected to a node; `version` counts its changes, so that a receiver notices a missing one. */
export type PresenceNews =
  | { kind: 'asked'; of?: string }
  | { kind: 'people'; version: number; userIds: string[] }
  | { kind: 'came' | 'went'; version: number; userId: string }
  | { kind: 'alive'; version: number }
  | { kind: 'stopped' };

export interface InterServerEvents {
  /** A node tells the others which people are connected to it. */
  'presence:news': (nodeId: string, news: PresenceNews) => void;
  /** Asks a node for the people of a server who are connected to it. */
  'presence:count': (serverId: ServerId, answer: (userIds: string[]) => void) => void;
}

/** State of one socket. */
export interface SocketData {
  userId: string;
  sessionId: string;
  authTime: Date;
  expiresAt: Date;
  /** Conversations that the client has open, with their homes: they are closed when the person leaves the home. */
  openConversations: Map<ChannelId, ConversationHome>;
  /** It has been in the rooms of all its person's servers. */
  hasJoined: boolean;
  /** The channel whose members' panel it watches. */
  watched?: { channelId: ChannelId; serverId: ServerId };
  /** Ends the socket when its token does. */
  expiryTimer?: NodeJS.Timeout;
}

export type MaruServer = Server<ClientToServerEvents, ServerToClientEvents, InterServerEvents, SocketData>;
export type MaruSocket = Socket<ClientToServerEvents, ServerToClientEvents, InterServerEvents, SocketData>;
