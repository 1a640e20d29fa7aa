import type { Rate } from '@maru/contracts/rate';
import { createRateLimiter, type RateLimit, type RateLimiter } from './rate-limiter.js';

export interface DeclaredRatesOptions {
  /** Counts for all nodes. */
  limiter: RateLimiter;
  /** Counts for this node alone. */
  nodeLimiter?: RateLimiter;
  /** Points of a pool in this deployment, in place of the declared ones. */
  pointsOf?: Readonly<Record<string, number>>;
}

/** Returns the limit of a rate that the route or event `name` of `service` declares; the same limit for all uses of a pool. */
export type LimitOf = (service: string, name: string, rate: Rate) => RateLimit;

export const createDeclaredRates = ({
  limiter,
  nodeLimiter = createRateLimiter(),
  pointsOf = {},
}: DeclaredRatesOptions): LimitOf => {
  const limits = new Map<string, RateLimit>();
  return (service, name, rate) => {
    // Services that share a Redis have separate budgets.
    const key = [service, rate.pool ?? name, rate.by].join(':');
    const known = limits.get(key);
    if (known) return known;
    const points = pointsOf[rate.pool ?? ''] ?? rate.points;
    const limit = (rate.per === 'node' ? nodeLimiter : limiter).limit(key, { ...rate, points });
    limits.set(key, limit);
    return limit;
  };
};
