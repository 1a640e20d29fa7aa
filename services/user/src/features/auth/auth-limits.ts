import type { RateLimit, RateLimiter } from '@maru/service-kit/rate-limiter';
import { Inject, Injectable } from '@nestjs/common';
import { RATE_LIMITER } from '../../platform/injection-tokens.js';

const minute = 60;

/** How often one address or person may try; Cognito has limits of its own behind these. */
@Injectable()
export class AuthLimits {
  /** Per IP address, over everything that costs a mail or a password check. */
  readonly byIp: RateLimit;
  readonly signUpsOfEmail: RateLimit;
  readonly confirmationsOfEmail: RateLimit;
  readonly signInsOfEmail: RateLimit;
  readonly noticesToEmail: RateLimit;

  constructor(@Inject(RATE_LIMITER) limiter: RateLimiter) {
    this.byIp = limiter.limit('auth-ip', { points: 120, seconds: 10 * minute });
    this.signUpsOfEmail = limiter.limit('sign-up', { points: 5, seconds: 10 * minute });
    this.confirmationsOfEmail = limiter.limit('confirm', { points: 10, seconds: 10 * minute });
    this.signInsOfEmail = limiter.limit('sign-in', { points: 10, seconds: 5 * minute });
    this.noticesToEmail = limiter.limit('taken-notice', { points: 1, seconds: 60 * minute });
  }
}
