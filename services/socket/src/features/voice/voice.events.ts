import type { VoiceLimits, voiceEvents } from '@maru/contracts/socket/voice';
import type { SocketHandlers } from '../access/socket-handlers.js';
import type { MaruSocket } from '../../platform/realtime.js';
import { hasRelay, iceAccessOf, type IceConfig } from './ice.js';
import type { Joins } from './joins.js';
import type { KnownRooms, Session } from './known-rooms.js';
import type { Moves } from './moves.js';
import { requireVoice } from './places.js';
import type { Renewals } from './renewals.js';
import { toVoiceRoom } from './room.js';
import type { ServerCalls } from './server-calls.js';
import type { Signals } from './signals.js';
import type { VoiceService } from './voice.service.js';

interface VoiceParts {
  nodeId: string;
  voice: VoiceService;
  joins: Joins;
  moves: Moves;
  rooms: KnownRooms;
  renewals: Renewals;
  signals: Signals;
  serverCalls: ServerCalls;
  /** Called with a socket that has closed while it joined. */
  onClosed: (socket: MaruSocket) => Promise<void>;
  limits: VoiceLimits;
  ice: IceConfig;
}

const sessionOf = (socket: MaruSocket, { sessionId }: { sessionId: string }): Session => ({
  userId: socket.data.userId,
  sessionId,
});

export const voiceHandlers = (parts: VoiceParts): SocketHandlers<keyof typeof voiceEvents> => ({
  'voice:join': async ({ socket, conversation, payload }) => {
    const { marks, takeOver } = payload;
    const who = { ...sessionOf(socket, payload), socketId: socket.id, nodeId: parts.nodeId };
    socket.data.hasBeenInCall = true;
    const isConnected = () => socket.connected;
    const room = await parts.joins.join(who, requireVoice(conversation), { marks, takeOver, isConnected });
    if (socket.disconnected) await parts.onClosed(socket);
    return { room, ice: iceAccessOf(parts.ice, socket.data.userId), limits: parts.limits };
  },
  'voice:leave': async ({ socket, payload }) => {
    await parts.voice.leave(sessionOf(socket, payload), payload.channelId);
    return {};
  },
  'voice:mark': async ({ socket, payload }) => ({
    room: await parts.voice.mark(sessionOf(socket, payload), payload.channelId, payload.marks),
  }),
  'voice:renew': async ({ socket, payload }) => {
    const { channelId, version } = payload;
    const session = sessionOf(socket, payload);
    const room = await parts.rooms.requireWith(channelId, session);
    parts.renewals.renew(channelId, session);
    return { room: room.version === version ? null : toVoiceRoom(room) };
  },
  'voice:signal': async ({ socket, payload }) => {
    const { channelId, to, signal } = payload;
    await parts.signals.relay({ channelId, from: sessionOf(socket, payload), to, signal });
    return {};
  },
  'voice:ice': async ({ socket, payload }) => {
    await parts.rooms.requireWith(payload.channelId, sessionOf(socket, payload));
    return { ice: iceAccessOf(parts.ice, socket.data.userId) };
  },
  'voice:list': async ({ socket, payload: { serverId } }) => ({
    rooms: await parts.serverCalls.list(socket.data.userId, serverId),
    limits: parts.limits,
    hasRelay: hasRelay(parts.ice),
    now: new Date().toISOString(),
  }),
  'voice:disconnect': async ({ payload: { channelId, userId } }) => {
    await parts.voice.disconnect(channelId, userId);
    return {};
  },
  'voice:move': async ({ socket, conversation, payload: { userId, toChannelId } }) => {
    const who = { moverId: socket.data.userId, userId };
    await parts.moves.move(who, requireVoice(conversation), toChannelId);
    return {};
  },
});
