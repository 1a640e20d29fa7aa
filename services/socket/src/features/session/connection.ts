import type { Logger } from '@maru/service-kit/logger';
import type { AccessCache } from '../access/access-cache.js';
import type { EventLimits } from '../../platform/event-limits.js';
import { bindEvents } from '../../platform/on.js';
import type { MaruSocket } from '../../platform/realtime.js';
import { rooms } from '../../platform/rooms.js';
import type { SessionService } from './session.service.js';
import { settleInServer, shutOut } from '../access/server-rooms.js';
import type { SocketHandlers } from '../access/socket-handlers.js';

interface ConnectionDeps {
  access: AccessCache;
  sessions: Pick<SessionService, 'requireLive' | 'watchExpiry' | 'stopWatching'>;
  handlers: SocketHandlers;
  limits: EventLimits;
  log: Logger;
}

/** Joins the rooms of the person's servers; repeats when their access has changed meanwhile. */
const joinServers = async (socket: MaruSocket, access: AccessCache): Promise<void> => {
  const { userId } = socket.data;
  const accessByServer = await access.accessByServer(userId);
  await Promise.all([...accessByServer.values()].map((memberAccess) => settleInServer(socket, memberAccess)));
  const now = await access.accessByServer(userId);
  const hasChanged = [...new Set([...accessByServer.keys(), ...now.keys()])].some((serverId) => {
    const [before, after] = [accessByServer.get(serverId), now.get(serverId)];
    return before?.rules !== after?.rules || before?.member !== after?.member;
  });
  if (!hasChanged) return;
  for (const serverId of accessByServer.keys()) if (!now.has(serverId)) shutOut(socket, serverId);
  await joinServers(socket, access);
};

/**
 * Starts a socket that has passed the handshake. Its events are bound first, so that none is missed; then it joins its rooms. The
 * session is checked again after its room is joined: nothing would close a socket whose session ended in between.
 */
export const createConnectionHandler =
  ({ access, sessions, handlers, limits, log }: ConnectionDeps) =>
  (socket: MaruSocket): void => {
    const { userId, sessionId } = socket.data;
    bindEvents(socket, handlers, {
      requireConversation: (...asked) => access.requireConversation(...asked),
      limits,
      log,
    });
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
