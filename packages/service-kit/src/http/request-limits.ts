import type { NextFunction, Request, Response } from 'express';
import { limits } from '@maru/contracts/limits';
import { toAppError } from '../app-error.js';
import { createRateLimiter, type RateLimit } from '../rate-limiter.js';
import { subscriberOf } from './client-address.js';
import { sendError } from './errors.js';

/** What one address may ask of this node, whatever it asks for. Counted before anything is read, and without a round trip. */
export const createAddressLimit = (): RateLimit =>
  createRateLimiter().limit('address', limits.requests.perAddress);

/** What one person may read from this node. */
export const createReadLimit = (): RateLimit =>
  createRateLimiter().limit('reads', limits.requests.readsPerPerson);

/** Express middleware: answers RATE_LIMITED to addresses that ask too much. */
export const limitAddresses =
  (limit: RateLimit) =>
  (req: Request, res: Response, next: NextFunction): void => {
    limit.consume(subscriberOf(req.ip)).then(
      () => next(),
      (error: unknown) => sendError(res, toAppError(error)),
    );
  };
