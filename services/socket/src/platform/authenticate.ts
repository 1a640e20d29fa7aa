import { AppError, toAppError } from '@maru/service-kit/app-error';
import type { Logger } from '@maru/service-kit/logger';
import type { TokenVerifier } from '@maru/service-kit/tokens';
import type { AccessCache } from './access-cache.js';
import type { MaruServer, MaruSocket } from './realtime.js';
import { rooms } from './rooms.js';

const maxSocketsPerUser = 20;

interface AuthenticateDeps {
  io: MaruServer;
  verifier: TokenVerifier;
  access: AccessCache;
  /** Throws SESSION_ENDED for a session that was signed out although its token has time left. */
  requireLiveSession: (session: { sessionId: string }) => Promise<void>;
  log: Logger;
}

/** socket.io takes `data` of the error to the client as it is. */
const refusal = (error: AppError) => Object.assign(new Error(error.code), { data: error.toReply() });

/** Verifies the handshake's token; also loads the person's access, so that the connection starts with its rooms. */
export const authenticate = ({ io, verifier, access, requireLiveSession, log }: AuthenticateDeps) => {
  const identify = async (socket: MaruSocket) => {
    const token: unknown = socket.handshake.auth.token;
    if (typeof token !== 'string' || !token) throw new AppError('UNAUTHENTICATED');
    const session = await verifier.verify(token);
    await requireLiveSession(session);
    const open = io.of('/').adapter.rooms.get(rooms.user(session.userId))?.size ?? 0;
    if (open >= maxSocketsPerUser) throw new AppError('RATE_LIMITED', { retryAfterMs: 10_000 });
    await access.standings(session.userId);
    Object.assign(socket.data, session, { openChannels: new Map() });
  };

  return (socket: MaruSocket, next: (error?: Error) => void): void => {
    identify(socket).then(
      () => next(),
      (thrown: unknown) => {
        const error = toAppError(thrown);
        if (error.status >= 500) log.error({ err: error }, 'handshake failed');
        next(refusal(error));
      },
    );
  };
};
