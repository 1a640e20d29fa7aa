import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * Headers of JSON responses: never framed, sniffed or executed, and never cached, because they carry tokens, accounts and
 * members.
 */
export const securityHeaders = (): RequestHandler => {
  const protect = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"], baseUri: ["'none'"] },
    },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
  });
  return (req, res, next) => {
    res.setHeader('cache-control', 'no-store');
    protect(req, res, next);
  };
};
