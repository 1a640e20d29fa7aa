import { chatRoutes } from '@maru/contracts/http/chat/routes';
import { openApiDocument } from '@maru/contracts/openapi';
import { apiDocs } from '@maru/service-kit/http/api-docs';
import { answerInTime } from '@maru/service-kit/http/deadline';
import { errorHandler, notFound } from '@maru/service-kit/http/errors';
import { mountRoutes, type BoundRoute, type RouteAccess } from '@maru/service-kit/http/mount-routes';
import { createAddressLimit, limitAddresses } from '@maru/service-kit/http/request-limits';
import { securityHeaders } from '@maru/service-kit/http/security-headers';
import type { Logger } from '@maru/service-kit/logger';
import type { Metrics } from '@maru/service-kit/metrics';
import { withRequestId } from '@maru/service-kit/request-context';
import type { RateLimit } from '@maru/service-kit/rate-limiter';
import express, { type Express } from 'express';

export interface AppDeps {
  log: Logger;
  metrics: Metrics;
  routes: BoundRoute[];
  access: RouteAccess;
  /** Counts all requests of an address. */
  requests?: RateLimit;
  /** Proxies in front that append to `X-Forwarded-For`. */
  trustedProxyHops: number;
}

export const createApp = ({
  log,
  metrics,
  routes,
  access,
  requests = createAddressLimit(),
  trustedProxyHops,
}: AppDeps): Express => {
  const app = express().disable('x-powered-by').set('trust proxy', trustedProxyHops);

  app.use(withRequestId(log), metrics.timeRequests, answerInTime());
  app.use(limitAddresses(requests));
  app.use(
    apiDocs({ prefix: '/chat', document: openApiDocument('Maru chat', chatRoutes) }),
    securityHeaders(),
  );
  mountRoutes(app, routes, { access });
  app.use(notFound, errorHandler(log));
  return app;
};
