import { limits } from '@maru/contracts/limits';
import type { SessionStrength } from '@maru/contracts/route';
import { AppError } from '@maru/service-kit/app-error';
import { createReadLimit } from '@maru/service-kit/http/request-limits';
import type { RateLimit, RateLimiter } from '@maru/service-kit/rate-limiter';
import { bearerToken, createAuthenticate, type Caller, type TokenVerifier } from '@maru/service-kit/tokens';
import {
  createParamDecorator,
  Inject,
  Injectable,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import type { Request } from 'express';
import { RATE_LIMITER, TOKEN_VERIFIER } from './injection-tokens.js';
import { LiveSessions } from './live-sessions.service.js';
import { contractOf, isPublic } from './route.decorator.js';

const callers = new WeakMap<Request, Caller>();

/**
 * Guards every route: without `@Public()` nobody gets in who has no valid access token, and the session behind it has to be as
 * alive as the route's contract declares. A route that declares nothing wants a live one.
 */
@Injectable()
export class JwtAuthGuard implements CanActivate {
  private readonly reads = createReadLimit();
  private readonly changes: RateLimit;

  constructor(
    @Inject(TOKEN_VERIFIER) private readonly verifier: TokenVerifier,
    @Inject(RATE_LIMITER) limiter: RateLimiter,
    private readonly sessions: LiveSessions,
  ) {
    this.changes = limiter.limit('account-changes', limits.requests.changesPerPerson);
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const handler = context.getHandler();
    if (isPublic(handler)) return true;
    const req = context.switchToHttp().getRequest<Request>();
    const caller = await createAuthenticate(this.verifier)(req);
    await this.requireSession(caller, contractOf(handler)?.session ?? 'live');
    await this.requests(req).consume(caller.userId);
    callers.set(req, caller);
    return true;
  }

  private requests({ method }: Request): RateLimit {
    return method === 'GET' ? this.reads : this.changes;
  }

  private async requireSession(caller: Caller, strength: SessionStrength): Promise<void> {
    if (strength === 'live') await this.sessions.requireLive(caller);
    if (strength === 'step-up') await this.sessions.requireStepUp(caller);
  }
}

/** Undefined on public routes. */
export const callerOf = (req: Request): Caller | undefined => callers.get(req);

/** The caller's access token itself, for what Cognito does on their behalf. */
export const AccessToken = createParamDecorator(
  (_data: unknown, context: ExecutionContext): string =>
    bearerToken(context.switchToHttp().getRequest<Request>().get('authorization')) ?? '',
);

/** Who asks, as their access token says. */
export const CurrentCaller = createParamDecorator((_data: unknown, context: ExecutionContext): Caller => {
  const caller = callerOf(context.switchToHttp().getRequest<Request>());
  if (!caller) throw new AppError('UNAUTHENTICATED');
  return caller;
});
