import type { Logger } from '@maru/service-kit/logger';
import type { AccessCache } from '../access/access-cache.js';
import type { EventLimits } from '../../platform/event-limits.js';
import { bindEvents, type EventHandlers } from '../../platform/on.js';
import type { MaruSocket } from '../../platform/realtime.js';
import { rooms } from '../../platform/rooms.js';
import { settleInServer, shutOut } from '../access/server-rooms.js';

/** The part of the session feature that a connection needs. */
interface SessionWatch {
  requireLive(session: { sessionId: string; userId: string }): Promise<void>;
  watchExpiry(socket: MaruSocket): void;
  stopWatching(socket: MaruSocket): void;
}

interface ConnectionDeps {
  access: AccessCache;
  sessions: SessionWatch;
  handlers: EventHandlers;
  limits: EventLimits;
  log: Logger;
}

/** Joins the rooms of the person's servers, again if something changed meanwhile. */
const joinServers = async (socket: MaruSocket, access: AccessCache): Promise<void> => {
  const { userId } = socket.data;
  const standings = await access.standings(userId);
  await Promise.all([...standings.values()].map((standing) => settleInServer(socket, standing)));
  const now = await access.standings(userId);
  const hasChanged = [...new Set([...standings.keys(), ...now.keys()])].some((serverId) => {
    const [before, after] = [standings.get(serverId), now.get(serverId)];
    return before?.rules !== after?.rules || before?.member !== after?.member;
  });
  if (!hasChanged) return;
  for (const serverId of standings.keys()) if (!now.has(serverId)) shutOut(socket, serverId);
  await joinServers(socket, access);
};

/**
 * A socket that has passed the handshake: events are bound at once, so that none is missed; then rooms. The session is
 * checked once more after its room is joined: signed out in between, nobody would close this socket.
 */
export const createConnectionHandler =
  ({ access, sessions, handlers, limits, log }: ConnectionDeps) =>
  (socket: MaruSocket): void => {
    const { userId, sessionId } = socket.data;
    bindEvents(socket, handlers, { access, limits, log });
    sessions.watchExpiry(socket);
    socket.on('disconnect', () => sessions.stopWatching(socket));

    const settle = async () => {
      await socket.join([rooms.user(userId), rooms.session(sessionId)]);
      await joinServers(socket, access);
      socket.data.hasJoined = true;
      await sessions.requireLive(socket.data);
    };
    settle().catch((error: unknown) => {
      log.warn({ err: error }, 'connection refused after the handshake');
      socket.disconnect(true);
    });
  };
