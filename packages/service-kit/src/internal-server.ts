import { createHash, timingSafeEqual } from 'node:crypto';
import express, { type NextFunction, type Request, type Response } from 'express';
import { AppError } from './app-error.js';
import { errorHandler, notFound } from './http/errors.js';
import { closeServer, listen, portOf } from './http/listen.js';
import { jsonOptions } from './http/json.js';
import { mountRoutes, type BoundRoute } from './http/mount-routes.js';
import type { Logger } from './logger.js';
import type { Metrics } from './metrics.js';
import { withRequestId } from './request-context.js';
import { bearerToken } from './tokens.js';
import { within } from './within.js';

export type ReadinessCheck = () => Promise<unknown>;

interface InternalServerOptions {
  port: number;
  /** Defaults to loopback. */
  host?: string;
  /** The bearer token of other services. */
  token: string;
  log: Logger;
  metrics: Metrics;
  /** Dependencies that must answer before the node gets traffic, by name. */
  checks: Record<string, ReadinessCheck>;
  routes?: readonly BoundRoute[];
}

export interface InternalServer {
  port: number;
  close(): Promise<void>;
}

const checkTimeoutMs = 3_000;

const failingChecks = async (checks: Record<string, ReadinessCheck>): Promise<string[]> => {
  const names = Object.keys(checks);
  const results = await Promise.allSettled(
    Object.values(checks).map((check) => within(checkTimeoutMs, check())),
  );
  return names.filter((_name, index) => results[index]?.status === 'rejected');
};

// Digests have equal lengths, as timingSafeEqual requires, whatever the caller sent.
const digest = (text: string) => createHash('sha256').update(text).digest();

const requireToken = (token: string) => {
  const expected = digest(token);
  return (req: Request, _res: Response, next: NextFunction) => {
    const given = bearerToken(req.get('authorization'));
    next(given && timingSafeEqual(digest(given), expected) ? undefined : new AppError('UNAUTHENTICATED'));
  };
};

/**
 * The port that the load balancer never routes: `/health` (the process lives), `/ready` (its stores answer), `/metrics`, and the
 * internal API behind the service token.
 */
export const startInternalServer = async (options: InternalServerOptions): Promise<InternalServer> => {
  const { port, host, token, log, metrics, checks, routes = [] } = options;
  const app = express().disable('x-powered-by');

  app.get('/health', (_req, res) => void res.json({ status: 'ok' }));
  app.get('/ready', async (_req, res) => {
    const failing = await failingChecks(checks);
    res.status(failing.length ? 503 : 200).json({ status: failing.length ? 'unavailable' : 'ok', failing });
  });
  app.get('/metrics', async (_req, res) => {
    res.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });

  app.use('/internal', withRequestId(log), requireToken(token), express.json(jsonOptions('4mb')));
  mountRoutes(app, routes, { hasBodies: true });
  app.use(notFound, errorHandler(log));

  const server = await listen(app, port, host);
  return { port: portOf(server), close: () => closeServer(server) };
};
