import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import express, { Router, type RequestHandler } from 'express';
import helmet from 'helmet';
import { securityHeaders } from './security-headers.js';

const assets = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const files = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];

/** Swagger's page styles itself from its script; everything else comes from our own origin. */
const pageHeaders = () =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
  });

const page = (title: string, path: string) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<link rel="icon" href="${path}/favicon-32x32.png"><link rel="stylesheet" href="${path}/swagger-ui.css"></head>
<body><div id="docs"></div><script src="${path}/swagger-ui-bundle.js"></script><script src="${path}/start.js"></script></body></html>`;

const start = (url: string) =>
  `SwaggerUIBundle(${JSON.stringify({ url, dom_id: '#docs', docExpansion: 'none', deepLinking: true, filter: true, displayRequestDuration: true })});`;

interface ApiDocs {
  /** The service's path prefix, for example `/chat`. */
  prefix: string;
  document: { info: { title: string } };
}

/** Serves the OpenAPI document at `<prefix>/v1/openapi.json` and a Swagger page at `<prefix>/docs`. */
export const apiDocs = ({ prefix, document }: ApiDocs): Router => {
  const path = `${prefix}/docs`;
  const router = Router();
  router.get(`${prefix}/v1/openapi.json`, securityHeaders(), (_req, res) => void res.json(document));
  router.use(path, pageHeaders());
  router.get(path, (_req, res) => void res.type('html').send(page(document.info.title, path)));
  router.get(`${path}/start.js`, (_req, res) => {
    res.type('js').send(start(`${prefix}/v1/openapi.json`));
  });
  const isAsset: RequestHandler = (req, _res, next) =>
    next(files.includes(req.path.slice(1)) ? undefined : 'router');
  router.use(path, isAsset, express.static(assets, { index: false, maxAge: '1h' }));
  return router;
};
