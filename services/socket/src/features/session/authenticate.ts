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
  /** Throws SESSION_ENDED for a session that was signed out although its token has time left. */
  requireLiveSession: (session: { sessionId: string; userId: string }) => Promise<void>;
  log: Logger;
}

/** socket.io takes `data` of the error to the client as it is. */
const refusal = (error: AppError) => Object.assign(new Error(error.code), { data: error.toReply() });

/** When the socket leaves, or when its connection ended before it could join. */
const freeAtEnd = (socket: MaruSocket, free: () => void): void => {
  if (socket.conn.readyState !== 'open') return free();
  socket.once('disconnect', free);
  socket.conn.once('close', free);
};

/** Verifies the handshake's token; also loads the person's access, so that the connection starts with its rooms. */
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
      await access.standings(session.userId);
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
