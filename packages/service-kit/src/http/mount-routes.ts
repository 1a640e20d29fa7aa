import type { NextFunction, Request, Response, Router } from 'express';
import type { RouteBody, RouteContract, RouteParams, RouteQuery, RouteReply } from '@maru/contracts/route';
import { AppError, parseOrThrow } from '../app-error.js';
import type { RateLimit } from '../rate-limiter.js';
import type { Authenticate, Caller } from '../tokens.js';
import { readBody } from './body.js';
import { UploadGate } from './upload-gate.js';

type CallerOf<R extends RouteContract> = R['auth'] extends 'user' ? Caller : undefined;
type UploadOf<R extends RouteContract> = R['upload'] extends object ? Buffer : undefined;
type KeyOf<R extends RouteContract> = R['idempotent'] extends true ? string : undefined;

/** What a route's authorization and handler get: parsed input and who asks. */
export interface RouteContext<R extends RouteContract> {
  params: RouteParams<R>;
  query: RouteQuery<R>;
  body: RouteBody<R>;
  /** What the picture really is, is seen when it is decoded. */
  upload: UploadOf<R>;
  caller: CallerOf<R>;
  idempotencyKey: KeyOf<R>;
  req: Request;
  res: Response;
}

/**
 * Who may use a route: `public` (anybody), `self` (acts on the caller's own things only), `service` (other services),
 * or a named check that throws when the caller may not.
 */
export type RouteAuthorization<R extends RouteContract> =
  'public' | 'self' | 'service' | { name: string; check: (context: RouteContext<R>) => Promise<unknown> };

export interface RouteBinding<R extends RouteContract> {
  authorize: RouteAuthorization<R>;
  handle: (context: RouteContext<R>) => Promise<RouteReply<R>>;
}

/** A contract with its handler, its types erased so that routes fit into one list. */
export interface BoundRoute {
  contract: RouteContract;
  authorizationName: string;
  run: (req: Request, res: Response, caller: Caller | undefined) => Promise<unknown>;
}

const idempotencyKeyOf = (req: Request): string => {
  const key = req.get('idempotency-key');
  if (!key || !/^[\w-]{16,64}$/.test(key)) {
    throw new AppError('VALIDATION_FAILED', {
      fields: { 'Idempotency-Key': key ? 'invalid_format' : 'required' },
    });
  }
  return key;
};

/** The bytes of the body; whether they are a picture is seen when they are decoded. */
const uploadOf = (req: Request): Buffer => {
  const body: unknown = req.body;
  if (!Buffer.isBuffer(body) || body.length === 0) throw new AppError('IMAGE_INVALID');
  return body;
};

/** Ties a contract to its authorization and handler. */
export const route = <R extends RouteContract>(contract: R, binding: RouteBinding<R>): BoundRoute => ({
  contract,
  authorizationName: typeof binding.authorize === 'string' ? binding.authorize : binding.authorize.name,
  run: async (req, res, caller) => {
    // The conditional types of RouteContext follow from `contract`, which TypeScript can't see through at run time.
    const context = {
      params: contract.params && parseOrThrow(contract.params, req.params),
      query: contract.query && parseOrThrow(contract.query, req.query),
      body: contract.body && parseOrThrow(contract.body, req.body ?? {}),
      upload: contract.upload && uploadOf(req),
      caller,
      idempotencyKey: contract.idempotent ? idempotencyKeyOf(req) : undefined,
      req,
      res,
    } as unknown as RouteContext<R>;
    if (typeof binding.authorize !== 'string') await binding.authorize.check(context);
    return binding.handle(context);
  },
});

interface MountOptions {
  /** Needed as soon as one route's contract says `user`. */
  authenticate?: Authenticate;
  /** Per person, over all routes that only read. */
  reads?: RateLimit;
  /** Per person, over all routes that change something. */
  changes?: RateLimit;
  /** Whether bodies were read before: the internal server does, once the caller has shown the token. */
  hasBodies?: boolean;
  /** Checks that replies fit their contract: on in development and tests, off in production. */
  validateReplies?: boolean;
}

const callerOf = async (contract: RouteContract, req: Request, options: MountOptions) => {
  if (contract.auth !== 'user') return undefined;
  const { authenticate, reads, changes } = options;
  if (!authenticate) throw new Error(`${contract.operationId} needs authenticate`);
  const caller = await authenticate(req);
  await (contract.method === 'get' ? reads : changes)?.consume(caller.userId);
  return caller;
};

/**
 * Mounts every route on an Express router: authenticate → count → read → parse → authorize → handle → answer. A body is read once its
 * sender is known, and only as much of it as the contract allows.
 */
export const mountRoutes = (
  router: Router,
  routes: readonly BoundRoute[],
  options: MountOptions = {},
): void => {
  const { hasBodies = false, validateReplies = process.env.NODE_ENV !== 'production' } = options;
  const gate = new UploadGate();
  for (const { contract, run } of routes) {
    router[contract.method](contract.path, async (req: Request, res: Response, next: NextFunction) => {
      try {
        const caller = await callerOf(contract, req, options);
        if (contract.upload && caller) gate.enter(caller.userId, res);
        if (!hasBodies) await readBody(contract, req, res);
        const reply = await run(req, res, caller);
        res.status(contract.status);
        if (!contract.reply) res.end();
        else res.json(validateReplies ? contract.reply.parse(reply) : reply);
      } catch (error) {
        next(error);
      }
    });
  }
};
