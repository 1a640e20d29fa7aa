import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** Headers of JSON answers: nothing may be framed, sniffed, or run, and no cache keeps tokens, accounts or members. */
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
