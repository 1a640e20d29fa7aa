import { AppError, toAppError } from '@maru/service-kit/app-error';
import type { Logger } from '@maru/service-kit/logger';
import type { TokenVerifier } from '@maru/service-kit/tokens';
import type { AccessCache } from '../access/access-cache.js';
import { bounds } from '../../config/bounds.js';
import type { EventLimits } from '../../platform/event-limits.js';
import type { MaruSocket } from '../../platform/realtime.js';
import { SocketSlots } from '../../platform/socket-slots.js';

interface AuthenticateDeps {
  verifier: TokenVerifier;
  access: AccessCache;
  limits: Pick<EventLimits, 'connect'>;
  /** Throws SESSION_ENDED for a session that has ended before its token expired. */
  requireLiveSession: (session: { sessionId: string; userId: string }) => Promise<void>;
  log: Logger;
}

/** socket.io sends the error's `data` to the client unchanged. */
const refusal = (error: AppError) => Object.assign(new Error(error.code), { data: error.toReply() });

/** Frees the slot when the socket disconnects, or when its connection ends before the socket has connected. */
const freeAtEnd = (socket: MaruSocket, free: () => void): void => {
  if (socket.conn.readyState !== 'open') return free();
  socket.once('disconnect', free);
  socket.conn.once('close', free);
};

/** Verifies the token of a handshake, and loads the person's access so that the connection can join its rooms at once. */
export const authenticate = ({ verifier, access, limits, requireLiveSession, log }: AuthenticateDeps) => {
  const slots = new SocketSlots(bounds.socketsPerPerson);
  const refused = new WeakMap<MaruSocket['conn'], number>();

  const identify = async (socket: MaruSocket) => {
    const token: unknown = socket.handshake.auth.token;
    if (typeof token !== 'string' || !token) throw new AppError('UNAUTHENTICATED');
    const session = await verifier.verify(token);
    await limits.connect(session.userId);
    const free = slots.take(session.userId);
    try {
      await requireLiveSession(session);
      await access.whenCurrent();
      await access.accessByServer(session.userId);
    } catch (error) {
      free();
      throw error;
    }
    freeAtEnd(socket, free);
    Object.assign(socket.data, session, { openConversations: new Map(), hasJoined: false });
  };

  return (socket: MaruSocket, next: (error?: Error) => void): void => {
    identify(socket).then(
      () => next(),
      (thrown: unknown) => {
        const error = toAppError(thrown);
        if (error.status >= 500) log.error({ err: error }, 'handshake failed');
        next(refusal(error));
        const count = (refused.get(socket.conn) ?? 0) + 1;
        refused.set(socket.conn, count);
        if (count >= bounds.refusedHandshakes) socket.conn.close();
      },
    );
  };
};
