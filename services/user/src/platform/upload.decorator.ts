import { AppError } from '@maru/service-kit/app-error';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

/** The bytes of an uploaded picture; their format is determined by decoding. @throws IMAGE_INVALID if there are none. */
export const Upload = createParamDecorator((_data: unknown, context: ExecutionContext): Buffer => {
  const body: unknown = context.switchToHttp().getRequest<Request>().body;
  if (!Buffer.isBuffer(body) || body.length === 0) throw new AppError('IMAGE_INVALID');
  return body;
});
