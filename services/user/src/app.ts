import { userRoutes } from '@maru/contracts/http/user/routes';
import { limits } from '@maru/contracts/limits';
import { openApiDocument } from '@maru/contracts/openapi';
import { securityHeaders } from '@maru/service-kit/http/security-headers';
import type { Metrics } from '@maru/service-kit/metrics';
import { withRequestId } from '@maru/service-kit/request-context';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { NextFunction, Request, Response } from 'express';
import { AppModule } from './app.module.js';
import { createNestLogger } from './platform/nest-logger.js';
import type { PlatformDeps } from './platform/platform-deps.js';

const docsPath = 'user/docs';

/** Strict headers everywhere but on the Swagger page, which has to load its own scripts and styles. */
const headers = () => {
  const strict = securityHeaders();
  return (req: Request, res: Response, next: NextFunction) =>
    req.path.startsWith(`/${docsPath}`) ? next() : strict(req, res, next);
};

/** The application with its routes and documents, ready to listen. */
export const createApp = async (deps: PlatformDeps, metrics: Metrics): Promise<NestExpressApplication> => {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(deps), {
    logger: createNestLogger(deps.log),
    bodyParser: false,
  });
  // Exactly one proxy stands in front: the load balancer.
  app.set('trust proxy', 1).disable('x-powered-by');
  app.use(withRequestId(deps.log), metrics.timeRequests, headers());
  app.useBodyParser('json', { limit: '64kb' });
  app.useBodyParser('raw', { type: 'image/*', limit: limits.image.maxBytes });
  // Ours is OpenAPI 3.1 made from the contracts; Nest's type is of its own generator's output.
  const document = openApiDocument('Maru user', userRoutes) as unknown as OpenAPIObject;
  SwaggerModule.setup(docsPath, app, document, { jsonDocumentUrl: 'user/openapi.json', yamlDocumentUrl: '' });
  return app;
};
