import type { z } from 'zod';
import type { Authorization, Demand } from './authorization.js';
import type { ErrorCode } from './errors.js';
import { limits } from './limits.js';
import { anyChange, anyRead, type Rate } from './rate.js';

/**
 * Authentication of the caller: none (`public`), an access token (`user`), the refresh cookie (`session-cookie`), the cookie of
 * an unfinished sign-in (`sign-in-cookie`), or the token of our services on the internal port (`service`).
 */
export type RouteAuth = 'public' | 'user' | 'session-cookie' | 'sign-in-cookie' | 'service';

/**
 * Required strength of the session behind an access token: `token` trusts the token until it expires, `live` also requires the
 * session's row to exist at this moment, `step-up` also requires that its holder re-authenticated lately.
 */
export type SessionStrength = 'token' | 'live' | 'step-up';

/** Routes of a signed-in caller declare what the caller needs. */
interface SignedInAccess {
  readonly auth: 'user';
  readonly session: SessionStrength;
  /** Demanded in the most specific place that the path names: of reads before they run, of changes under the lock of their transaction. */
  readonly authorize: Authorization;
  /** Demanded instead where the path names something of the caller's own: an invite that they created, or themselves. */
  readonly authorizeOwn?: Demand;
}

interface OtherAccess {
  readonly auth: Exclude<RouteAuth, 'user'>;
  readonly session?: undefined;
  readonly authorize?: undefined;
  readonly authorizeOwn?: undefined;
}

interface RouteShape {
  readonly operationId: string;
  /** One imperative sentence; access and rates are documented from their declarations. */
  readonly summary: string;
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Full path with Express parameters, for example `/chat/v1/servers/:serverId`. */
  readonly path: string;
  /** Beyond what `ratesOf` adds for every route. */
  readonly rate?: readonly Rate[];
  /** The caller sends an `Idempotency-Key` header; a repeat gets the first reply again. */
  readonly idempotent?: true;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Set where a body may be longer than `limits.bodyBytes`. */
  readonly maxBodyBytes?: number;
  /** The body is a picture of one of these types and of at most `maxBytes`. */
  readonly upload?: { readonly types: readonly string[]; readonly maxBytes: number };
  /** 302 is for pages that a browser visits: their errors are redirects, too. */
  readonly status: 200 | 201 | 204 | 302;
  /** `null`: the body is empty. */
  readonly reply: z.ZodType | null;
  /** Beyond those that follow from the rest of the contract; see `errorsOf`. */
  readonly errors?: readonly ErrorCode[];
}

/** An HTTP route: its input, its reply, who may call it, and how often. */
export type RouteContract = RouteShape & (SignedInAccess | OtherAccess);

/** A route whose authorization is demanded in a server, channel or category. */
export type PlacedRoute = RouteContract & { readonly authorize: Demand };

/** True for a route that demands more than a signed-in caller. */
export const isPlaced = (route: RouteContract): route is PlacedRoute =>
  route.authorize !== undefined && route.authorize !== 'signed-in';

/** Routes that read are GETs: they change nothing, and are authorized before they run. */
export const isRead = ({ method }: Pick<RouteContract, 'method'>): boolean => method === 'get';

/** Every rate that a request to the route is counted by, beside `anyRequest`. */
export const ratesOf = (route: RouteContract): readonly Rate[] => [
  ...(route.auth === 'user' ? [isRead(route) ? anyRead : anyChange] : []),
  ...(route.rate ?? []),
];

/** The bytes of a body that a service reads for the route at most; 0 where the contract has no body. */
export const bodyBytesOf = ({ auth, body, maxBodyBytes, upload }: RouteContract): number => {
  if (upload) return upload.maxBytes;
  if (!body) return 0;
  return maxBodyBytes ?? (auth === 'user' ? limits.bodyBytes.signedIn : limits.bodyBytes.anonymous);
};

export const defineRoute = <const R extends RouteContract>(route: R): R => route;

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;
type Sent<S> = S extends z.ZodType ? z.input<S> : undefined;

/** Parsed input, as a service's handler receives it. */
export type RouteParams<R extends RouteContract> = Parsed<R['params']>;
export type RouteQuery<R extends RouteContract> = Parsed<R['query']>;
export type RouteBody<R extends RouteContract> = Parsed<R['body']>;
export type RouteReply<R extends RouteContract> = R['reply'] extends z.ZodType ? z.output<R['reply']> : void;

/** Input as a caller sends it. */
export type RouteInput<R extends RouteContract> = {
  params: Sent<R['params']>;
  query: Sent<R['query']>;
  body: Sent<R['body']>;
};
