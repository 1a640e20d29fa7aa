import { signInRate } from '@maru/contracts/http/user/auth';
import { isRead, type RouteContract, type SessionStrength } from '@maru/contracts/route';
import { createRequestLimits, type RequestLimits } from '@maru/service-kit/http/request-limits';
import type { RateLimiter } from '@maru/service-kit/rate-limiter';
import {
  createAuthenticate,
  type Authenticate,
  type Caller,
  type TokenVerifier,
} from '@maru/service-kit/tokens';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Env } from '../config/env.js';
import { setCaller } from './caller.decorator.js';
import { ENV, RATE_LIMITER, SESSION_CHECK, TOKEN_VERIFIER } from './injection-tokens.js';
import { requireOwnOrigin } from './own-origin.js';
import { contractOf } from './route.decorator.js';
import type { SessionCheck } from './session-check.js';

const [{ pool: signInPool }] = signInRate;

const isByCookie = ({ auth }: RouteContract): boolean =>
  auth === 'session-cookie' || auth === 'sign-in-cookie';

/**
 * Admits a request if it fits the contract of its route: the caller's token and session, the rates, and for cookies the origin, in this
 * order. Every authorization of this service is `signed-in`: its routes act on the caller's own things.
 */
@Injectable()
export class RequestGuard implements CanActivate {
  private readonly authenticate: Authenticate;
  private readonly limits: RequestLimits;

  constructor(
    @Inject(TOKEN_VERIFIER) verifier: TokenVerifier,
    @Inject(RATE_LIMITER) limiter: RateLimiter,
    @Inject(ENV) private readonly env: Pick<Env, 'AUTH_REQUESTS_PER_ADDRESS' | 'PUBLIC_ORIGIN'>,
    @Inject(SESSION_CHECK) private readonly sessions: SessionCheck,
  ) {
    this.authenticate = createAuthenticate(verifier);
    this.limits = createRequestLimits({
      limiter,
      pointsOf: { [signInPool]: env.AUTH_REQUESTS_PER_ADDRESS },
    });
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const contract = contractOf(context.getHandler());
    if (!contract) throw new Error(`${context.getHandler().name} has no contract`);
    const req = context.switchToHttp().getRequest<Request>();
    const caller = contract.auth === 'user' ? await this.callerOf(req, contract.session) : undefined;
    await this.limits.consume(contract, { address: req.ip, userId: caller?.userId });
    if (isByCookie(contract) && !isRead(contract)) requireOwnOrigin(req, this.env.PUBLIC_ORIGIN);
    if (caller) setCaller(req, caller);
    return true;
  }

  private async callerOf(req: Request, strength: SessionStrength): Promise<Caller> {
    const caller = await this.authenticate(req);
    if (strength === 'live') await this.sessions.requireLive(caller);
    if (strength === 'step-up') await this.sessions.requireStepUp(caller);
    return caller;
  }
}
