import type { MaruServer, MaruSocket } from '../../platform/realtime.js';

/** Clients ask again for what they may have missed, about so many a millisecond. */
const missedPerMs = 0.2;

const patience = (io: MaruServer) => ({
  withinMs: Math.min(60_000, Math.round(io.of('/').sockets.size / missedPerMs)),
});

/** Tells this node's sockets that they may have missed something, and how long to take for asking. */
export const tellMissed = (io: MaruServer): void => void io.local.emit('connection:missed', patience(io));

/** Tells one of this node's sockets. */
export const tellMissedTo = (io: MaruServer, socket: MaruSocket): void =>
  void socket.emit('connection:missed', patience(io));
