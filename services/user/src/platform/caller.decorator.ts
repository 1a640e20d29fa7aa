import { AppError } from '@maru/service-kit/app-error';
import { bearerToken, type Caller } from '@maru/service-kit/tokens';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

const callers = new WeakMap<Request, Caller>();

/** Remembers the caller that the guard has authenticated. */
export const setCaller = (req: Request, caller: Caller): void => void callers.set(req, caller);

/** Undefined on routes that no signed-in caller is needed for. */
export const callerOf = (req: Request): Caller | undefined => callers.get(req);

/** The caller's access token itself, for calls to Cognito on their behalf. */
export const AccessToken = createParamDecorator(
  (_data: unknown, context: ExecutionContext): string =>
    bearerToken(context.switchToHttp().getRequest<Request>().get('authorization')) ?? '',
);

export const CurrentCaller = createParamDecorator((_data: unknown, context: ExecutionContext): Caller => {
  const caller = callerOf(context.switchToHttp().getRequest<Request>());
  if (!caller) throw new AppError('UNAUTHENTICATED');
  return caller;
});
