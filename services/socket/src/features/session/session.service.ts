import type { SessionEndReason } from '@maru/contracts/http/user/session-end';
import { AppError } from '@maru/service-kit/app-error';
import type { TokenVerifier } from '@maru/service-kit/tokens';
import type { MaruServer, MaruSocket } from '../../platform/realtime.js';
import { rooms } from '../../platform/rooms.js';
import type { EndedSessions, Session } from './ended-sessions.repository.js';

interface SessionDeps {
  io: MaruServer;
  verifier: TokenVerifier;
  endedSessions: EndedSessions;
  /** Milliseconds that a socket may stay after its token has expired, so that the client can send the next token. */
  graceMs?: number;
}

/** Ends sockets whose session has no valid token any more, or was signed out. */
export class SessionService {
  constructor(private readonly deps: SessionDeps) {}

  /** Throws SESSION_ENDED. */
  requireLive = async (session: Session): Promise<void> => {
    if (await this.deps.endedSessions.isEnded(session)) throw new AppError('SESSION_ENDED');
  };

  /** Closes the socket when its token expires, unless a newer token arrives. */
  watchExpiry(socket: MaruSocket): void {
    clearTimeout(socket.data.expiryTimer);
    const ms = socket.data.expiresAt.getTime() - Date.now() + (this.deps.graceMs ?? 5_000);
    socket.data.expiryTimer = setTimeout(() => this.close(socket), ms).unref();
  }

  stopWatching(socket: MaruSocket): void {
    clearTimeout(socket.data.expiryTimer);
  }

  /** Accepts a newer token of the same session. Returns the milliseconds until it expires; throws TOKEN_INVALID for another session. */
  async refresh(socket: MaruSocket, token: string): Promise<{ expiresInMs: number }> {
    const session = await this.deps.verifier.verify(token);
    const isSame = session.userId === socket.data.userId && session.sessionId === socket.data.sessionId;
    if (!isSame) throw new AppError('TOKEN_INVALID');
    await this.requireLive(session);
    socket.data.expiresAt = session.expiresAt;
    this.watchExpiry(socket);
    return { expiresInMs: Math.max(1, session.expiresAt.getTime() - Date.now()) };
  }

  /**
   * Closes this node's sockets of a session or person that was signed out. The end of the session is stored before, so a socket that
   * connects meanwhile is refused or is in the room already.
   */
  closeAllIn(room: string, reason: SessionEndReason = 'signed-out'): void {
    const sockets = this.deps.io.local.in(room);
    sockets.emit('session:ended', { reason });
    sockets.disconnectSockets(true);
  }

  /** Closes the sockets whose session has ended. */
  async closeEnded(sockets: readonly MaruSocket[]): Promise<void> {
    const ended = await this.deps.endedSessions.findEnded(sockets.map(({ data }) => data));
    for (const sessionId of ended) this.closeAllIn(rooms.session(sessionId));
  }

  private close(socket: MaruSocket): void {
    socket.emit('session:ended', { reason: 'token-expired' });
    socket.disconnect(true);
  }
}
