import type { NextFunction, Request, Response, Router } from 'express';
import {
  isPlaced,
  isRead,
  type PlacedRoute,
  type RouteBody,
  type RouteContract,
  type RouteParams,
  type RouteQuery,
  type RouteReply,
} from '@maru/contracts/route';
import { AppError, parseOrThrow } from '../app-error.js';
import { isProduction } from '../env.js';
import type { Authenticate, Caller } from '../tokens.js';
import { readBody } from './body.js';
import type { RequestLimits } from './request-limits.js';
import { UploadGate } from './upload-gate.js';

type CallerOf<R extends RouteContract> = R['auth'] extends 'user' ? Caller : undefined;
type UploadOf<R extends RouteContract> = R['upload'] extends object ? Buffer : undefined;
type KeyOf<R extends RouteContract> = R['idempotent'] extends true ? string : undefined;

/** The parsed input of a request and its caller. */
export interface RouteContext<R extends RouteContract> {
  params: RouteParams<R>;
  query: RouteQuery<R>;
  body: RouteBody<R>;
  /** The bytes as they came: decoding tells if they are a picture. */
  upload: UploadOf<R>;
  caller: CallerOf<R>;
  idempotencyKey: KeyOf<R>;
  req: Request;
  res: Response;
}

/** Runs a route; returns its reply. */
export type RouteHandler<R extends RouteContract> = (context: RouteContext<R>) => Promise<RouteReply<R>>;

/** Parsed input and the caller, as far as authorization needs them. */
export interface AuthorizationContext {
  caller: Caller;
  params: Readonly<Record<string, string>>;
}

/** Throws unless the caller has what the route demands. */
export type AuthorizeRoute = (route: PlacedRoute, context: AuthorizationContext) => Promise<unknown>;

/** A contract with its handler; the handler's types are erased, so that routes fit into one list. */
export interface BoundRoute {
  contract: RouteContract;
  /** Parses the request, authorizes it unless it changes something, and runs the handler. */
  run: (
    req: Request,
    res: Response,
    { caller, authorize }: { caller?: Caller; authorize?: AuthorizeRoute },
  ) => Promise<unknown>;
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

/** The bytes of the body. Throws IMAGE_INVALID if there are none. */
const uploadOf = (req: Request): Buffer => {
  const body: unknown = req.body;
  if (!Buffer.isBuffer(body) || body.length === 0) throw new AppError('IMAGE_INVALID');
  return body;
};

/** Ties a contract to its handler. */
export const route = <R extends RouteContract>(contract: R, handle: RouteHandler<R>): BoundRoute => ({
  contract,
  run: async (req, res, { caller, authorize }) => {
    // The conditional types of RouteContext follow from `contract`, which TypeScript cannot see through at run time.
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
    // A change is authorized by its service, under the lock of its transaction.
    if (isPlaced(contract) && isRead(contract)) {
      if (!authorize) throw new Error(`${contract.operationId} needs authorize`);
      await authorize(contract, context as unknown as AuthorizationContext);
    }
    return handle(context);
  },
});

/** The checks that requests from outside of our services pass. */
export interface RouteAccess {
  authenticate: Authenticate;
  authorize: AuthorizeRoute;
  limits: RequestLimits;
}

interface MountOptions {
  /** Required for all routes but those of our services, whose internal server asks for their token. */
  access?: RouteAccess;
  /** Set where bodies were read before: the internal server reads them once the caller has shown the token. */
  hasBodies?: boolean;
  /** Checks that replies fit their contract: on in development and tests, off in production. */
  validateReplies?: boolean;
}

/** Throws for a route that declares access which this router would not check: it would be open. */
const requireChecked = ({ operationId, auth, session }: RouteContract, access?: RouteAccess): void => {
  if (auth !== 'service' && !access) throw new Error(`${operationId} needs access checks`);
  const isChecked = access ? auth === 'public' || (auth === 'user' && session === 'token') : true;
  if (!isChecked) throw new Error(`${operationId} declares access that is not checked here`);
};

/** Returns the caller if the route asks for one. Throws RATE_LIMITED once the sender has used up a budget of the route. */
const admit = async (
  contract: RouteContract,
  req: Request,
  { authenticate, limits }: RouteAccess,
): Promise<Caller | undefined> => {
  const caller = contract.auth === 'user' ? await authenticate(req) : undefined;
  await limits.consume(contract, { address: req.ip, userId: caller?.userId });
  return caller;
};

/**
 * Mounts every route on an Express router: authenticate → count → read → parse → authorize → handle → answer. A body is read once its
 * sender is known, and only as much of it as the contract allows. Routes that change something are not authorized here: see `route`.
 */
export const mountRoutes = (
  router: Router,
  routes: readonly BoundRoute[],
  options: MountOptions = {},
): void => {
  const { access, hasBodies = false, validateReplies = !isProduction() } = options;
  const gate = new UploadGate();
  for (const { contract, run } of routes) {
    requireChecked(contract, access);
    router[contract.method](contract.path, async (req: Request, res: Response, next: NextFunction) => {
      try {
        const caller = access && (await admit(contract, req, access));
        if (contract.upload && caller) gate.enter(caller.userId, res);
        if (!hasBodies) await readBody(contract, req, res);
        const reply = await run(req, res, { caller, authorize: access?.authorize });
        res.status(contract.status);
        if (!contract.reply) res.end();
        else res.json(validateReplies ? contract.reply.parse(reply) : reply);
      } catch (error) {
        next(error);
      }
    });
  }
};
