import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';

const context = new AsyncLocalStorage<{ requestId: string }>();

/** Returns the id of the current request, across awaits; `undefined` outside of a request. */
export const requestId = (): string | undefined => context.getStore()?.requestId;

export const runWithRequestId = <T>(id: string, run: () => T): T => context.run({ requestId: id }, run);

/** The part of a logger that is needed here; the logger itself imports this module for the request id. */
interface RequestLog {
  info(line: object, message: string): void;
}

const wellFormed = /^[A-Za-z0-9-]{8,64}$/;

/**
 * Express middleware: takes `x-request-id` from the caller or creates one, returns it in the response, provides it to all code
 * that runs for the request, and logs one line per request without query strings, which may hold codes.
 */
export const withRequestId = (log: RequestLog) => (req: Request, res: Response, next: NextFunction) => {
  const given = req.get('x-request-id');
  const id = given && wellFormed.test(given) ? given : randomUUID();
  const startedAt = performance.now();
  res.setHeader('x-request-id', id);
  runWithRequestId(id, () => {
    res.once('finish', () => {
      const line = {
        requestId: id,
        method: req.method,
        path: routePattern(req),
        status: res.statusCode,
        ms: Math.round(performance.now() - startedAt),
      };
      log.info(line, 'request');
    });
    next();
  });
};

/** The route's pattern, because real paths may hold invite codes and other secrets. */
export const routePattern = (req: Request): string => {
  // Express types `route` as any; it is undefined if no route matched.
  const route = req.route as { path?: unknown } | undefined;
  return typeof route?.path === 'string' ? `${req.baseUrl}${route.path}` : '(unmatched)';
};
