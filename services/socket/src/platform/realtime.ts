import type { Server, Socket } from 'socket.io';
import type { ChannelId, ServerId } from '@maru/contracts/primitives';
import type { ConversationHome } from '@maru/contracts/socket/conversations';
import type { VoiceMember } from '@maru/contracts/socket/voice';
import type { ClientToServerEvents, ServerToClientEvents } from '@maru/contracts/socket/events';

/** A change in the people connected to a node; `version` counts these changes, so that a receiver notices a missing one. */
export type PresenceNews =
  | { kind: 'asked'; of?: string }
  | { kind: 'people'; version: number; userIds: string[] }
  | { kind: 'came' | 'went'; version: number; userId: string }
  | { kind: 'alive'; version: number }
  | { kind: 'stopped' };

/** A call as it was stored, with the members' sockets. */
export interface CallNews {
  channelId: ChannelId;
  serverId: ServerId;
  version: number;
  startedAt: string | null;
  members: readonly (VoiceMember & {
    socketId: string;
    /** The node of the socket. */
    nodeId: string;
    /** The end of the member's lease, in milliseconds since the epoch. */
    until: number;
  })[];
}

export interface InterServerEvents {
  /** Announces to the other nodes which people are connected to this one. */
  'presence:news': (nodeId: string, news: PresenceNews) => void;
  /** Tells the other nodes the new state of a call. */
  'voice:room': (call: CallNews) => void;
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
  hasBeenInCall?: true;
  /** The channel whose members' panel the socket watches. */
  watched?: { channelId: ChannelId; serverId: ServerId };
  /** Closes the socket when its token expires. */
  expiryTimer?: NodeJS.Timeout;
}

export type MaruServer = Server<ClientToServerEvents, ServerToClientEvents, InterServerEvents, SocketData>;
export type MaruSocket = Socket<ClientToServerEvents, ServerToClientEvents, InterServerEvents, SocketData>;
