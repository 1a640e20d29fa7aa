import type { NextFunction, Request, Response } from 'express';
import { anyRequest, type Rate } from '@maru/contracts/rate';
import { ratesOf, type RouteContract } from '@maru/contracts/route';
import { toAppError } from '../app-error.js';
import { createDeclaredRates, type DeclaredRatesOptions } from '../declared-rates.js';
import { createRateLimiter, type RateLimit } from '../rate-limiter.js';
import { subscriberOf } from './client-address.js';
import { sendError } from './errors.js';

/** The limit of all requests of an address, counted by this node alone. */
export const createAddressLimit = (): RateLimit => createRateLimiter().limit('address', anyRequest);

/** The sender of a request; `userId` is missing on routes without a signed-in caller. */
interface Sender {
  address: string | undefined;
  userId?: string;
}

/** Counts requests by the rates that their contracts declare. */
export interface RequestLimits {
  /** Throws RATE_LIMITED as soon as one of the route's budgets is used up. */
  consume(route: RouteContract, sender: Sender): Promise<void>;
}

const keyOf = ({ by }: Rate, { address, userId }: Sender): string => {
  if (by === 'address') return subscriberOf(address);
  if (by === 'person' && userId) return userId;
  throw new Error(`a request has no ${by} to count by`);
};

export const createRequestLimits = (options: DeclaredRatesOptions): RequestLimits => {
  const limitOf = createDeclaredRates(options);
  return {
    async consume(route, sender) {
      const [, service = ''] = route.path.split('/');
      for (const rate of ratesOf(route))
        await limitOf(service, route.operationId, rate).consume(keyOf(rate, sender));
    },
  };
};

/** Express middleware: answers RATE_LIMITED to addresses that have used up `limit`. */
export const limitAddresses =
  (limit: RateLimit) =>
  (req: Request, res: Response, next: NextFunction): void => {
    limit.consume(subscriberOf(req.ip)).then(
      () => next(),
      (error: unknown) => sendError(res, toAppError(error)),
    );
  };
