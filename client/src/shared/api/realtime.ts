import type { Ack } from '@maru/contracts/socket/event';
import {
  clientEventContract,
  type ClientEventAck,
  type ClientEventInput,
  type ClientEventName,
  type ClientToServerEvents,
  type PushEventName,
  type PushPayload,
  type ServerToClientEvents,
} from '@maru/contracts/socket/events';
import { errorReply } from '@maru/contracts/errors';
import { io, type Socket } from 'socket.io-client';
import { create } from 'zustand';
import { ApiError, codeOf } from './api-error.js';
import { refreshSession } from './http.js';
import { closeSession, useSession } from './session-store.js';

/** `connecting` is the first try, `reconnecting` every later one. */
export type ConnectionStatus = 'idle' | 'connecting' | 'online' | 'reconnecting';

export const useConnection = create<{ status: ConnectionStatus }>(() => ({ status: 'idle' }));

const ackTimeoutMs = 10_000;
const refreshBeforeMs = 60_000;
const retryRefusedMs = 3_000;

/** The one socket of the app: made once, connected while somebody is signed in. */
const socket: Socket<ServerToClientEvents, ClientToServerEvents> = io({
  path: '/socket.io',
  transports: ['websocket'],
  autoConnect: false,
  reconnectionDelay: 500,
  reconnectionDelayMax: 5_000,
  auth: (send) => send({ token: useSession.getState().accessToken }),
});

const setStatus = (status: ConnectionStatus) => useConnection.setState({ status });

let retryTimer: ReturnType<typeof setTimeout> | undefined;
let refreshTimer: ReturnType<typeof setTimeout> | undefined;

const retryLater = (ms: number) => {
  clearTimeout(retryTimer);
  if (useConnection.getState().status === 'idle') return;
  retryTimer = setTimeout(() => socket.connect(), ms);
};

/** A handshake that the server refused; socket.io tries again by itself only when nobody answered. */
const handleRefusal = async (error: Error & { data?: unknown }) => {
  const parsed = errorReply.safeParse(error.data);
  if (!parsed.success) return;
  const { code, retryAfterMs } = parsed.data.error;
  if (['SESSION_ENDED', 'TOKEN_EXPIRED', 'TOKEN_INVALID', 'UNAUTHENTICATED'].includes(code)) {
    // Ends the session, with its reason, when it has ended.
    await refreshSession().catch(() => undefined);
    return retryLater(code === 'SESSION_ENDED' ? retryRefusedMs : 200);
  }
  retryLater(retryAfterMs ?? retryRefusedMs);
};

/** Hands in the next token a minute before the old one ends, so that the socket stays. */
const scheduleTokenRefresh = () => {
  clearTimeout(refreshTimer);
  const ms = Math.max(1_000, useSession.getState().expiresAt - Date.now() - refreshBeforeMs);
  refreshTimer = setTimeout(() => void renewToken(), ms);
};

const renewToken = async () => {
  try {
    await refreshSession();
    const { accessToken } = useSession.getState();
    if (accessToken && socket.connected) await emit('auth:refresh', { token: accessToken });
    scheduleTokenRefresh();
  } catch (error) {
    if (codeOf(error) !== 'SESSION_ENDED') refreshTimer = setTimeout(() => void renewToken(), retryRefusedMs);
  }
};

socket.on('connect', () => {
  setStatus('online');
  scheduleTokenRefresh();
});
socket.on('disconnect', (reason) => {
  if (useConnection.getState().status === 'idle') return;
  setStatus('reconnecting');
  // The server closed it on purpose, for example on its way down; socket.io leaves that to us.
  if (reason === 'io server disconnect') retryLater(500);
});
socket.on('connect_error', (error) => {
  setStatus(useConnection.getState().status === 'connecting' ? 'connecting' : 'reconnecting');
  void handleRefusal(error);
});
socket.on('session:ended', ({ reason }) => {
  if (reason !== 'token-expired') closeSession(reason);
});

export const connectRealtime = (): void => {
  if (useConnection.getState().status !== 'idle') return;
  setStatus('connecting');
  socket.connect();
};

export const disconnectRealtime = (): void => {
  clearTimeout(retryTimer);
  clearTimeout(refreshTimer);
  setStatus('idle');
  socket.disconnect();
};

/** Tries at once instead of waiting for the next turn. */
export const reconnectNow = (): void => {
  if (useConnection.getState().status === 'reconnecting' && !socket.connected) socket.connect();
};

/**
 * Sends an event and resolves with its checked acknowledgement. Rejects with ApiError: the server's, or UNREACHABLE when there
 * is no connection or no answer in time; nothing is kept for later, that is the outbox's job.
 */
export const emit = async <E extends ClientEventName>(
  event: E,
  payload: ClientEventInput<E>,
): Promise<ClientEventAck<E>> => {
  if (!socket.connected) throw new ApiError('UNREACHABLE');
  const ack = await new Promise<Ack<unknown>>((resolve, reject) => {
    const settle = (failure: Error | null, reply: Ack<unknown>) =>
      failure ? reject(new ApiError('UNREACHABLE')) : resolve(reply);
    // The generic name keeps TypeScript from seeing that payload and acknowledgement belong to it.
    socket.timeout(ackTimeoutMs).emit(event as never, ...([payload, settle] as never));
  });
  if ('error' in ack) throw new ApiError(ack.error.code, ack.error);
  return clientEventContract(event).ack.parse(ack.data) as ClientEventAck<E>;
};

/** Calls `handler` for each push of this name until the returned function is called. */
export const onPush = <E extends PushEventName>(
  event: E,
  handler: (payload: PushPayload<E>) => void,
): (() => void) => {
  socket.on(event, handler as never);
  return () => void socket.off(event, handler as never);
};

/**
 * Calls `handler` at every (re)connection from now on, at once when connected, and when the server says that it may not have told
 * everything.
 */
export const onConnected = (handler: () => void): (() => void) => {
  let isWanted = true;
  const atSomeMoment = ({ withinMs }: PushPayload<'connection:missed'>) =>
    void setTimeout(() => isWanted && socket.connected && handler(), Math.random() * withinMs);
  socket.on('connect', handler);
  socket.on('connection:missed', atSomeMoment);
  if (socket.connected) handler();
  return () => {
    isWanted = false;
    socket.off('connect', handler);
    socket.off('connection:missed', atSomeMoment);
  };
};

/** Resolves as soon as there is a connection; what is loaded through it waits instead of failing. */
export const whenConnected = (): Promise<void> =>
  socket.connected
    ? Promise.resolve()
    : new Promise((resolve) => void socket.once('connect', () => resolve()));
