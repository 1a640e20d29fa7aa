import { subscriberOf } from '@maru/service-kit/http/client-address';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { deviceOf } from '../../platform/device.decorator.js';
import type { PendingState } from './pending-sign-in.js';
import type { SignInContext } from './sign-in.service.js';

/** The context of a sign-in that goes on in the same browser. */
export const contextOf = (state: PendingState, req: Request): SignInContext => ({
  device: deviceOf(req.get('user-agent') ?? ''),
  returnTo: state.returnTo,
  locale: state.locale,
});

/** Where a request comes from, for limits. */
export const ClientIp = createParamDecorator((_data: unknown, context: ExecutionContext): string =>
  subscriberOf(context.switchToHttp().getRequest<Request>().ip),
);
