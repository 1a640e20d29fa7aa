import type { NextFunction, Request, Response } from 'express';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { routePattern } from './request-context.js';

export interface Metrics {
  registry: Registry;
  /** Express middleware that times each request by route pattern and status. */
  timeRequests: (req: Request, res: Response, next: NextFunction) => void;
}

/** The service's Prometheus metrics: Node's own, and a histogram of HTTP requests. */
export const createMetrics = (service: string): Metrics => {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from request to answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  });

  return {
    registry,
    timeRequests: (req, res, next) => {
      const end = duration.startTimer();
      res.once('finish', () => end({ method: req.method, route: routePattern(req), status: res.statusCode }));
      next();
    },
  };
};
