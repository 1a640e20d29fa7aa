import type { Server, Socket } from 'socket.io';
import type { ChannelId, ServerId } from '@maru/contracts/primitives';
import type { ConversationHome } from '@maru/contracts/socket/conversations';
import type { ClientToServerEvents, ServerToClientEvents } from '@maru/contracts/socket/events';

/** A change in the people connected to a node; `version` counts these changes, so that a receiver notices a missing one. */
export type PresenceNews =
  | { kind: 'asked'; of?: string }
  | { kind: 'people'; version: number; userIds: string[] }
  | { kind: 'came' | 'went'; version: number; userId: string }
  | { kind: 'alive'; version: number }
  | { kind: 'stopped' };

export interface InterServerEvents {
  /** Announces to the other nodes which people are connected to this one. */
  'presence:news': (nodeId: string, news: PresenceNews) => void;
  /** Asks a node for its connected people who are members of a server. */
  'presence:count': (serverId: ServerId, answer: (userIds: string[]) => void) => void;
}

/** State of one socket. */
export interface SocketData {
  userId: string;
  sessionId: string;
  authTime: Date;
  expiresAt: Date;
  /** The client's open conversations with their homes; they are closed when the member leaves the home. */
  openConversations: Map<ChannelId, ConversationHome>;
  /** The socket has joined the rooms of all its person's servers at least once. */
  hasJoined: boolean;
  /** The channel whose members' panel the socket watches. */
  watched?: { channelId: ChannelId; serverId: ServerId };
  /** Closes the socket when its token expires. */
  expiryTimer?: NodeJS.Timeout;
}

export type MaruServer = Server<ClientToServerEvents, ServerToClientEvents, InterServerEvents, SocketData>;
export type MaruSocket = Socket<ClientToServerEvents, ServerToClientEvents, InterServerEvents, SocketData>;
