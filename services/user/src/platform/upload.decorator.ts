import { AppError } from '@maru/service-kit/app-error';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

/** The bytes of an uploaded picture; IMAGE_INVALID when there are none. What they really are is seen when they are decoded. */
export const Upload = createParamDecorator((_data: unknown, context: ExecutionContext): Buffer => {
  const body: unknown = context.switchToHttp().getRequest<Request>().body;
  if (!Buffer.isBuffer(body) || body.length === 0) throw new AppError('IMAGE_INVALID');
  return body;
});
