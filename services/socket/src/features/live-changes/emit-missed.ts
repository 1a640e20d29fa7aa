import type { MaruServer, MaruSocket } from '../../platform/realtime.js';

/** Target rate at which clients refetch, in requests per millisecond. */
const missedPerMs = 0.2;

const patience = (io: MaruServer) => ({
  withinMs: Math.min(60_000, Math.round(io.of('/').sockets.size / missedPerMs)),
});

/** Tells this node's sockets that they may have missed pushes, and over how many milliseconds to spread their requests. */
export const emitMissed = (io: MaruServer): void => void io.local.emit('connection:missed', patience(io));

/** As `emitMissed`, for one socket. */
export const emitMissedTo = (io: MaruServer, socket: MaruSocket): void =>
  void socket.emit('connection:missed', patience(io));

/** Tells this node's sockets in a room. */
export const tellMissedIn = (io: MaruServer, room: string): void =>
  void io.local.to(room).emit('connection:missed', patience(io));
