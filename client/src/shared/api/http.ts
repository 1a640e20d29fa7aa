import { errorReply } from '@maru/contracts/errors';
import { authRoutes } from '@maru/contracts/http/user/auth';
import { sessionEndReason, type SessionEndReason } from '@maru/contracts/http/user/session-end';
import type { RouteContract, RouteInput, RouteReply } from '@maru/contracts/route';
import axios, { AxiosError, type AxiosRequestConfig } from 'axios';
import { ApiError, codeOf } from './api-error.js';
import { closeSession, openSession, useSession } from './session-store.js';

/** The one HTTP client; everything is on our own origin. */
const http = axios.create({ timeout: 15_000 });
/** Pictures from a phone on a train. */
const uploadTimeoutMs = 120_000;

type Given<T> = { [K in keyof T as T[K] extends undefined ? never : K]: T[K] };

/** The arguments of a call of `R`. `idempotencyKey`, where the contract requires one, stays the same through all retries of one action. */
export type CallInput<R extends RouteContract> = Given<RouteInput<R>> &
  (R['idempotent'] extends true ? { idempotencyKey: string } : unknown) &
  (R extends { upload: object } ? { upload: Blob; onProgress?: (share: number) => void } : unknown);

interface LooseInput {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  idempotencyKey?: string;
  /** A picture, where the contract takes one. */
  upload?: Blob;
  onProgress?: (share: number) => void;
}

const toApiError = (error: unknown): ApiError => {
  if (error instanceof ApiError) return error;
  // Not the network but an answer that breaks its contract.
  if (!(error instanceof AxiosError)) return new ApiError('INTERNAL');
  const { response } = error;
  if (!response) return new ApiError('UNREACHABLE');
  const parsed = errorReply.safeParse(response.data);
  if (!parsed.success) return new ApiError(response.status >= 502 ? 'UNAVAILABLE' : 'INTERNAL');
  return new ApiError(parsed.data.error.code, parsed.data.error);
};

const requestOf = (route: RouteContract, input: LooseInput): AxiosRequestConfig => {
  const { accessToken } = useSession.getState();
  return {
    method: route.method,
    url: route.path.replace(/:(\w+)/g, (_all, name: string) =>
      encodeURIComponent(String(input.params?.[name])),
    ),
    params: input.query,
    data: input.upload ?? input.body,
    onUploadProgress: ({ progress }) => input.onProgress?.(progress ?? 0),
    ...(input.upload ? { timeout: uploadTimeoutMs } : {}),
    headers: {
      ...(route.auth === 'user' && accessToken ? { authorization: `Bearer ${accessToken}` } : {}),
      ...(input.upload ? { 'content-type': input.upload.type } : {}),
      ...(input.idempotencyKey ? { 'idempotency-key': input.idempotencyKey } : {}),
    },
  };
};

const send = async (route: RouteContract, input: LooseInput): Promise<unknown> => {
  try {
    const { data } = await http.request<unknown>(requestOf(route, input));
    return route.reply ? route.reply.parse(data) : undefined;
  } catch (error) {
    throw toApiError(error);
  }
};

const reasonOf = (error: unknown): SessionEndReason =>
  sessionEndReason.catch('expired').parse(error instanceof ApiError ? error.fields.reason : undefined);

let refreshing: Promise<void> | undefined;

/** Tabs share the cookie: one after the other, or the second would use a token that the first has just turned in. */
const inTurn = <T>(run: () => Promise<T>): Promise<T> =>
  navigator.locks ? navigator.locks.request('maru-refresh', run) : run();

/** Gets a new access token by the refresh cookie; all callers of this tab share one request. Ends the session if it has ended. */
export const refreshSession = (): Promise<void> => {
  refreshing ??= inTurn(() => send(authRoutes.refresh, {}))
    .then((session) => openSession(authRoutes.refresh.reply.parse(session)))
    .catch((error: unknown) => {
      if (codeOf(error) === 'SESSION_ENDED') closeSession(reasonOf(error));
      throw error;
    })
    .finally(() => {
      refreshing = undefined;
    });
  return refreshing;
};

const needsNewToken = (error: unknown) =>
  ['TOKEN_EXPIRED', 'TOKEN_INVALID', 'UNAUTHENTICATED'].includes(codeOf(error));

/** Calls a route by its contract; once more with a fresh token when the old one has run out. Throws ApiError. */
export const call = async <R extends RouteContract>(
  route: R,
  input: CallInput<R>,
): Promise<RouteReply<R>> => {
  const attempt = () => send(route, input);
  const tokenBefore = useSession.getState().accessToken;
  const reply = await attempt().catch(async (error: unknown) => {
    if (route.auth === 'user' && codeOf(error) === 'SESSION_ENDED') closeSession();
    if (route.auth !== 'user' || !needsNewToken(error)) throw error;
    // Another call may have refreshed it while this one was on its way.
    if (useSession.getState().accessToken === tokenBefore) await refreshSession();
    return attempt();
  });
  // Parsed by the contract's own schema above.
  return reply as RouteReply<R>;
};
