import { AppError } from '@maru/service-kit/app-error';
import { bearerToken, createAuthenticate, type Caller, type TokenVerifier } from '@maru/service-kit/tokens';
import {
  createParamDecorator,
  Inject,
  Injectable,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import type { Request } from 'express';
import { TOKEN_VERIFIER } from './injection-tokens.js';
import { isPublic } from './route.decorator.js';

const callers = new WeakMap<Request, Caller>();

/** Guards every route: without `@Public()` nobody gets in who has no valid access token. */
@Injectable()
export class JwtAuthGuard implements CanActivate {
  constructor(@Inject(TOKEN_VERIFIER) private readonly verifier: TokenVerifier) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (isPublic(context.getHandler())) return true;
    const req = context.switchToHttp().getRequest<Request>();
    callers.set(req, await createAuthenticate(this.verifier)(req));
    return true;
  }
}

/** The caller's access token itself, for what Cognito does on their behalf. */
export const AccessToken = createParamDecorator(
  (_data: unknown, context: ExecutionContext): string =>
    bearerToken(context.switchToHttp().getRequest<Request>().get('authorization')) ?? '',
);

/** Who asks, as their access token says. */
export const CurrentCaller = createParamDecorator((_data: unknown, context: ExecutionContext): Caller => {
  const caller = callers.get(context.switchToHttp().getRequest<Request>());
  if (!caller) throw new AppError('UNAUTHENTICATED');
  return caller;
});
