import { subscriberOf } from '@maru/service-kit/http/client-address';
import type { RateLimit, RateLimiter } from '@maru/service-kit/rate-limiter';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Env } from '../config/env.js';
import { ENV, RATE_LIMITER } from './injection-tokens.js';

/** Bounds what one address may ask of routes that anybody can reach. */
@Injectable()
export class AuthRateGuard implements CanActivate {
  private readonly byIp: RateLimit;

  constructor(
    @Inject(RATE_LIMITER) limiter: RateLimiter,
    @Inject(ENV) { AUTH_REQUESTS_PER_ADDRESS }: Pick<Env, 'AUTH_REQUESTS_PER_ADDRESS'>,
  ) {
    this.byIp = limiter.limit('auth-ip', { points: AUTH_REQUESTS_PER_ADDRESS, seconds: 600 });
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    await this.byIp.consume(subscriberOf(context.switchToHttp().getRequest<Request>().ip));
    return true;
  }
}
