import type { z } from 'zod';
import type { ErrorCode } from './errors.js';
import { limits } from './limits.js';

/**
 * Who may call: anybody (`public`), a signed-in person by access token (`user`), the holder of the refresh
 * cookie (`session-cookie`) or of the cookie of a sign-in that is not finished (`sign-in-cookie`), or another service on
 * the internal port (`service`).
 */
export type RouteAuth = 'public' | 'user' | 'session-cookie' | 'sign-in-cookie' | 'service';

/**
 * How alive the session behind an access token has to be: not at all, the token alone counts until it runs out (`token`); its row
 * exists at this moment (`live`); its owner has also proven again lately who they are (`step-up`).
 */
export type SessionStrength = 'token' | 'live' | 'step-up';

/** What one HTTP route takes and gives. `reply: null` means an empty body. */
export interface RouteContract {
  readonly operationId: string;
  readonly summary: string;
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Full path with Express parameters, for example `/chat/v1/servers/:serverId`. */
  readonly path: string;
  readonly auth: RouteAuth;
  /** Every route of a signed-in person declares it, and no other. */
  readonly session?: SessionStrength;
  /** The caller sends an `Idempotency-Key` header; a repeat gives the first answer again. */
  readonly idempotent?: true;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Where a body may be longer than `limits.bodyBytes`. */
  readonly maxBodyBytes?: number;
  /** The body is a picture, of one of these types and at most so many bytes. */
  readonly upload?: { readonly types: readonly string[]; readonly maxBytes: number };
  /** 302 is for pages that a browser visits: there errors are redirects, too. */
  readonly status: 200 | 201 | 204 | 302;
  readonly reply: z.ZodType | null;
  /** Errors beyond those that any route can give. */
  readonly errors: readonly ErrorCode[];
}

/** How many bytes of a body a service reads for the route: none where the contract has no body. */
export const bodyBytesOf = ({ auth, body, maxBodyBytes, upload }: RouteContract): number => {
  if (upload) return upload.maxBytes;
  if (!body) return 0;
  return maxBodyBytes ?? (auth === 'user' ? limits.bodyBytes.signedIn : limits.bodyBytes.anonymous);
};

export const defineRoute = <const R extends RouteContract>(route: R): R => route;

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;
type Sent<S> = S extends z.ZodType ? z.input<S> : undefined;

/** Types that a service's handler sees: parsed input. */
export type RouteParams<R extends RouteContract> = Parsed<R['params']>;
export type RouteQuery<R extends RouteContract> = Parsed<R['query']>;
export type RouteBody<R extends RouteContract> = Parsed<R['body']>;
export type RouteReply<R extends RouteContract> = R['reply'] extends z.ZodType ? z.output<R['reply']> : void;

/** Types that a caller sends. */
export type RouteInput<R extends RouteContract> = {
  params: Sent<R['params']>;
  query: Sent<R['query']>;
  body: Sent<R['body']>;
};
