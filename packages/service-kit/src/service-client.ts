import type { RouteContract, RouteInput, RouteReply } from '@maru/contracts/route';
import { AppError, appErrorFromReply } from './app-error.js';
import { requestId } from './request-context.js';

interface ServiceClientOptions {
  /** Of the other service's internal port, for example `http://127.0.0.1:8202`. */
  baseUrl: string;
  token: string;
  timeoutMs?: number;
}

type Given<T> = { [K in keyof T as T[K] extends undefined ? never : K]: T[K] };
export type CallInput<R extends RouteContract> = Given<RouteInput<R>>;

export interface ServiceClient {
  /** Calls an internal route. Throws the other side's AppError, or UNAVAILABLE when it can't be reached in time. */
  call<R extends RouteContract>(route: R, input: CallInput<R>): Promise<RouteReply<R>>;
}

const urlOf = (route: RouteContract, baseUrl: string, input: Partial<RouteInput<RouteContract>>): URL => {
  const params: Record<string, unknown> = input.params ?? {};
  const path = route.path.replace(/:(\w+)/g, (_match, name: string) =>
    encodeURIComponent(String(params[name])),
  );
  const url = new URL(path, baseUrl);
  for (const [name, value] of Object.entries(input.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return url;
};

export const createServiceClient = ({
  baseUrl,
  token,
  timeoutMs = 5_000,
}: ServiceClientOptions): ServiceClient => ({
  async call(route, input) {
    // CallInput only leaves out the keys that the contract doesn't have.
    const sent = input as Partial<RouteInput<RouteContract>>;
    const id = requestId();
    let response: Response;
    try {
      response = await fetch(urlOf(route, baseUrl, sent), {
        method: route.method.toUpperCase(),
        headers: {
          authorization: `Bearer ${token}`,
          ...(sent.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(id ? { 'x-request-id': id } : {}),
        },
        body: sent.body === undefined ? undefined : JSON.stringify(sent.body),
        signal: AbortSignal.timeout(timeoutMs),
      });
    } catch (error) {
      throw new AppError('UNAVAILABLE', { cause: error });
    }
    const body: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined);
    if (!response.ok) {
      throw (
        appErrorFromReply(body) ?? new AppError('UNAVAILABLE', { message: `answered ${response.status}` })
      );
    }
    // An empty reply parses to undefined, which is what RouteReply is for it.
    return (route.reply ? route.reply.parse(body) : undefined) as never;
  },
});
