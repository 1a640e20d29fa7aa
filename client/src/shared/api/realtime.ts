import type { Ack } from '@maru/contracts/socket/event';
import {
  clientEventContract,
  pushEvents,
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

/** `connecting` is the first attempt, `reconnecting` every later one. */
export type ConnectionStatus = 'idle' | 'connecting' | 'online' | 'reconnecting';

export const useConnection = create<{ status: ConnectionStatus }>(() => ({ status: 'idle' }));

const ackTimeoutMs = 10_000;
const refreshBeforeMs = 60_000;
const retryRefusedMs = 3_000;

/** The app's only socket: created once, connected while a user is signed in. */
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

/** The server refused the handshake; socket.io retries by itself only if the server didn't answer. */
const handleRefusal = async (error: Error & { data?: unknown }) => {
  const parsed = errorReply.safeParse(error.data);
  if (!parsed.success) return;
  const { code, retryAfterMs } = parsed.data.error;
  if (['SESSION_ENDED', 'TOKEN_EXPIRED', 'TOKEN_INVALID', 'UNAUTHENTICATED'].includes(code)) {
    // Ends the session with its reason.
    await refreshSession().catch(() => undefined);
    return retryLater(code === 'SESSION_ENDED' ? retryRefusedMs : 200);
  }
  retryLater(retryAfterMs ?? retryRefusedMs);
};

/** Presents the next token a minute before the current one expires, so that the socket stays. */
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
  // The server closed it on purpose, for example during a shutdown; socket.io leaves the reconnection to us.
  if (reason === 'io server disconnect') retryLater(500);
});
socket.on('connect_error', (error) => {
  setStatus(useConnection.getState().status === 'connecting' ? 'connecting' : 'reconnecting');
  void handleRefusal(error);
});

const pushHandlers = new Map<PushEventName, Set<(payload: never) => void>>();

const isPushEvent = (event: string): event is PushEventName => Object.hasOwn(pushEvents, event);

/** Parses each push once. One that breaks its contract is dropped and reported as an uncaught error of the page. */
socket.onAny((event: string, payload: unknown) => {
  if (!isPushEvent(event)) return;
  const parsed = pushEvents[event].safeParse(payload);
  if (!parsed.success)
    return reportError(new Error(`push ${event} breaks its contract`, { cause: parsed.error }));
  // A copy: handlers that are added meanwhile wait for the next push.
  const handlers = [...(pushHandlers.get(event) ?? [])];
  // The generic name keeps TypeScript from seeing that the payload belongs to the handlers.
  for (const handler of handlers) handler(parsed.data as never);
});

/** Calls `handler` with the payload of each push of this name until the returned function is called. */
export const onPush = <E extends PushEventName>(
  event: E,
  handler: (payload: PushPayload<E>) => void,
): (() => void) => {
  const handlers = pushHandlers.get(event) ?? new Set();
  // A function of its own, so that the same handler can be added twice and removed once.
  const own = (payload: PushPayload<E>) => handler(payload);
  pushHandlers.set(event, handlers.add(own));
  return () => void handlers.delete(own);
};

onPush('session:ended', ({ reason }) => {
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

/** Retries at once instead of waiting for the next attempt. */
export const reconnectNow = (): void => {
  if (useConnection.getState().status === 'reconnecting' && !socket.connected) socket.connect();
};

/**
 * Sends an event and resolves with its parsed acknowledgement. Rejects with ApiError: the server's, or UNREACHABLE without a
 * connection or an answer in time. Nothing is queued; that is the outbox's job.
 */
export const emit = async <E extends ClientEventName>(
  event: E,
  payload: ClientEventInput<E>,
): Promise<ClientEventAck<E>> => {
  if (!socket.connected) throw new ApiError('UNREACHABLE');
  const ack = await new Promise<Ack<unknown>>((resolve, reject) => {
    const settle = (failure: Error | null, reply: Ack<unknown>) =>
      failure ? reject(new ApiError('UNREACHABLE')) : resolve(reply);
    // The generic name hides from TypeScript that payload and acknowledgement belong to it.
    socket.timeout(ackTimeoutMs).emit(event as never, ...([payload, settle] as never));
  });
  if ('error' in ack) throw new ApiError(ack.error.code, ack.error);
  return clientEventContract(event).ack.parse(ack.data) as ClientEventAck<E>;
};

/**
 * Calls `handler` on every (re)connection from now on, at once if connected, and whenever the server reports that it may have
 * missed pushes.
 */
export const onConnected = (handler: () => void): (() => void) => {
  let isWanted = true;
  const atSomeMoment = ({ withinMs }: PushPayload<'connection:missed'>) =>
    void setTimeout(() => isWanted && socket.connected && handler(), Math.random() * withinMs);
  socket.on('connect', handler);
  const stopMissed = onPush('connection:missed', atSomeMoment);
  if (socket.connected) handler();
  return () => {
    isWanted = false;
    socket.off('connect', handler);
    stopMissed();
  };
};

/** Resolves as soon as there is a connection; requests over the socket wait instead of failing. */
export const whenConnected = (): Promise<void> =>
  socket.connected
    ? Promise.resolve()
    : new Promise((resolve) => void socket.once('connect', () => resolve()));
