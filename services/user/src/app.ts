import { userRoutes } from '@maru/contracts/http/user/routes';
import { openApiDocument } from '@maru/contracts/openapi';
import { apiDocs } from '@maru/service-kit/http/api-docs';
import { answerInTime } from '@maru/service-kit/http/deadline';
import { createAddressLimit, limitAddresses } from '@maru/service-kit/http/request-limits';
import { securityHeaders } from '@maru/service-kit/http/security-headers';
import type { Metrics } from '@maru/service-kit/metrics';
import type { RateLimit } from '@maru/service-kit/rate-limiter';
import { withRequestId } from '@maru/service-kit/request-context';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import { createNestLogger } from './platform/nest-logger.js';
import type { PlatformDeps } from './platform/platform-deps.js';

/** The application with its routes and API documentation, ready to listen. */
export const createApp = async (
  deps: PlatformDeps,
  metrics: Metrics,
  requests: RateLimit = createAddressLimit(),
): Promise<NestExpressApplication> => {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(deps), {
    logger: createNestLogger(deps.log),
    bodyParser: false,
  });
  app.set('trust proxy', deps.env.TRUSTED_PROXY_HOPS).disable('x-powered-by');
  app.use(withRequestId(deps.log), metrics.timeRequests, answerInTime(), limitAddresses(requests));
  app.use(
    apiDocs({ prefix: '/user', document: openApiDocument('Maru user', userRoutes) }),
    securityHeaders(),
  );
  return app;
};
