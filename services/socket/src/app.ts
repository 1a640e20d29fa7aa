import type { Server as HttpServer } from 'node:http';
import { limits } from '@maru/contracts/limits';
import type { Logger } from '@maru/service-kit/logger';
import type { TokenVerifier } from '@maru/service-kit/tokens';
import { Server } from 'socket.io';
import { channelHandlers } from './features/channels/channels.events.js';
import { ChannelsService } from './features/channels/channels.service.js';
import { LiveChangesService } from './features/live-changes/live-changes.service.js';
import { ServerChanges } from './features/live-changes/server-changes.js';
import type { MessageStore } from './features/messages/message-store.js';
import { messageHandlers } from './features/messages/messages.events.js';
import { createMessagePublisher } from './features/messages/messages.publisher.js';
import { MessagesService } from './features/messages/messages.service.js';
import type { ReadPointers } from './features/read-pointers/read-pointers.repository.js';
import type { EndedSessions } from './features/session/ended-sessions.repository.js';
import { sessionHandlers } from './features/session/session.events.js';
import { SessionService } from './features/session/session.service.js';
import type { AccessCache } from './platform/access-cache.js';
import { authenticate } from './platform/authenticate.js';
import { createConnectionHandler } from './platform/connection.js';
import type { EventLimits } from './platform/event-limits.js';
import type { EventHandlers } from './platform/on.js';
import { allowOrigin } from './platform/origin.js';
import type { MaruServer } from './platform/realtime.js';

/** Everything that a node needs from outside; tests hand in their own. */
export interface RealtimeDeps {
  log: Logger;
  publicOrigin: string;
  verifier: TokenVerifier;
  access: AccessCache;
  limits: EventLimits;
  messages: MessageStore;
  readPointers: ReadPointers;
  endedSessions: EndedSessions;
  /** Shares rooms and broadcasts with other nodes. */
  adapter?: Parameters<MaruServer['adapter']>[0];
}

export interface Realtime {
  io: MaruServer;
  liveChanges: LiveChangesService;
  /** Disconnects everybody and stops. */
  close(): Promise<void>;
}

/** One socket node on an HTTP server that somebody else lets listen. */
export const createRealtime = (httpServer: HttpServer, deps: RealtimeDeps): Realtime => {
  const { log, verifier, access } = deps;
  const io: MaruServer = new Server(httpServer, {
    path: '/socket.io',
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: limits.socketPayloadBytes,
    allowRequest: allowOrigin(deps.publicOrigin),
    ...(deps.adapter ? { adapter: deps.adapter } : {}),
  });

  const sessions = new SessionService({ io, verifier, endedSessions: deps.endedSessions });
  const publisher = createMessagePublisher(io);
  const messages = new MessagesService({ store: deps.messages, publisher });
  const channels = new ChannelsService({
    access,
    readHead: (channelId) => messages.readHead(channelId),
    readPointers: deps.readPointers,
  });
  const servers = new ServerChanges({ io, access, log, isClustered: deps.adapter !== undefined });
  const handlers: EventHandlers = {
    ...sessionHandlers(sessions),
    ...channelHandlers(channels, io),
    ...messageHandlers(messages),
  };

  io.use(authenticate({ io, verifier, access, requireLiveSession: sessions.requireLive, log }));
  io.on('connection', createConnectionHandler({ access, sessions, handlers, limits: deps.limits, log }));
  return {
    io,
    liveChanges: new LiveChangesService({ io, servers, sessions, access, readPointers: deps.readPointers }),
    close: () => {
      publisher.stop();
      return io.close();
    },
  };
};
