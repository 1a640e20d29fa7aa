import type { RouteContract, RouteInput, RouteReply } from '@maru/contracts/route';
import { AppError, appErrorFromReply } from './app-error.js';
import { requestId } from './request-context.js';

interface ServiceClientOptions {
  /**
   * Address of the other service's internal port, for example `http://127.0.0.1:8202`. Of several nodes, a call uses one that
   * answers; it may reach two of them, so the routes must be idempotent.
   */
  baseUrl: string | readonly string[];
  token: string;
  timeoutMs?: number;
  /** Timeout of one node while there is another to ask. */
  nodeTimeoutMs?: number;
}

type Given<T> = { [K in keyof T as T[K] extends undefined ? never : K]: T[K] };
export type CallInput<R extends RouteContract> = Given<RouteInput<R>>;

export interface ServiceClient {
  /** Calls an internal route. @throws The other side's AppError, or UNAVAILABLE if no node can be reached in time. */
  call<R extends RouteContract>(route: R, input: CallInput<R>): Promise<RouteReply<R>>;
}

type SentInput = Partial<RouteInput<RouteContract>>;

const urlOf = (route: RouteContract, baseUrl: string, input: SentInput): URL => {
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

const requestOf = (route: RouteContract, token: string, { body }: SentInput): RequestInit => {
  const id = requestId();
  return {
    method: route.method.toUpperCase(),
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(id ? { 'x-request-id': id } : {}),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  };
};

/** Returns the reply's body. @throws UNAVAILABLE for a missing or truncated response. */
const fetchBody = async (url: URL, request: RequestInit): Promise<unknown> => {
  let response: Response;
  try {
    response = await fetch(url, request);
    if (response.status === 204) return undefined;
    if (response.ok) return await response.json();
  } catch (error) {
    throw new AppError('UNAVAILABLE', { cause: error });
  }
  const body: unknown = await response.json().catch(() => undefined);
  throw appErrorFromReply(body) ?? new AppError('UNAVAILABLE', { message: `answered ${response.status}` });
};

/** Another node may succeed where this one failed. */
const mayWorkElsewhere = (error: unknown) => error instanceof AppError && error.status >= 500;

export const createServiceClient = ({
  baseUrl,
  token,
  timeoutMs = 5_000,
  nodeTimeoutMs = 1_000,
}: ServiceClientOptions): ServiceClient => {
  const nodes = typeof baseUrl === 'string' ? [baseUrl] : baseUrl;
  /** The node that answered last: others may hang. */
  let preferred = 0;

  const callAny = async (route: RouteContract, input: SentInput): Promise<unknown> => {
    const first = preferred;
    let failure: unknown;
    for (let offset = 0; offset < nodes.length; offset += 1) {
      const index = (first + offset) % nodes.length;
      const isLast = offset === nodes.length - 1;
      try {
        const signal = AbortSignal.timeout(isLast ? timeoutMs : nodeTimeoutMs);
        const url = urlOf(route, nodes[index] ?? '', input);
        const body = await fetchBody(url, { ...requestOf(route, token, input), signal });
        preferred = index;
        return body;
      } catch (error) {
        if (!mayWorkElsewhere(error)) throw error;
        failure = error;
      }
    }
    throw failure;
  };

  return {
    async call(route, input) {
      // CallInput only omits keys that the contract doesn't have.
      const body = await callAny(route, input as SentInput);
      // An empty reply parses to undefined, which is its RouteReply.
      return (route.reply ? route.reply.parse(body) : undefined) as never;
    },
  };
};
