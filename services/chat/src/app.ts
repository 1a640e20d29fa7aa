import { chatRoutes } from '@maru/contracts/http/chat/routes';
import { limits } from '@maru/contracts/limits';
import { openApiDocument } from '@maru/contracts/openapi';
import { apiDocs } from '@maru/service-kit/http/api-docs';
import { errorHandler, notFound } from '@maru/service-kit/http/errors';
import { jsonOptions } from '@maru/service-kit/http/json';
import { pictureBodyOptions } from '@maru/service-kit/http/picture-body';
import { mountRoutes, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import { securityHeaders } from '@maru/service-kit/http/security-headers';
import type { Logger } from '@maru/service-kit/logger';
import type { Metrics } from '@maru/service-kit/metrics';
import { withRequestId } from '@maru/service-kit/request-context';
import type { RateLimit } from '@maru/service-kit/rate-limiter';
import type { Authenticate } from '@maru/service-kit/tokens';
import express, { type Express } from 'express';

export interface AppDeps {
  log: Logger;
  metrics: Metrics;
  routes: BoundRoute[];
  authenticate: Authenticate;
  /** Per person, over all requests that change something. */
  changes: RateLimit;
  /** How many proxies in front append to `X-Forwarded-For`. */
  trustedProxyHops: number;
}

export const createApp = ({
  log,
  metrics,
  routes,
  authenticate,
  changes,
  trustedProxyHops,
}: AppDeps): Express => {
  const app = express().disable('x-powered-by').set('trust proxy', trustedProxyHops);

  app.use(withRequestId(log), metrics.timeRequests);
  app.use(express.json(jsonOptions('128kb')), express.raw(pictureBodyOptions(limits.image.maxBytes)));
  app.use(
    apiDocs({ prefix: '/chat', document: openApiDocument('Maru chat', chatRoutes) }),
    securityHeaders(),
  );
  mountRoutes(app, routes, {
    authenticate: async (req) => {
      const caller = await authenticate(req);
      if (req.method !== 'GET') await changes.consume(caller.userId);
      return caller;
    },
  });
  app.use(notFound, errorHandler(log));
  return app;
};
