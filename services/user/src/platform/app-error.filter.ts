import { AppError, toAppError } from '@maru/service-kit/app-error';
import { fromExpress, sendError } from '@maru/service-kit/http/errors';
import type { Logger } from '@maru/service-kit/logger';
import { Catch, HttpException, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { LOGGER } from './injection-tokens.js';

/** Nest's own exceptions: an unknown route, or an unreadable body. */
const fromNest = (thrown: unknown): unknown => {
  if (!(thrown instanceof HttpException)) return fromExpress(thrown);
  const status = thrown.getStatus();
  if (status === 404) return new AppError('NOT_FOUND');
  if (status === 413) return new AppError('PAYLOAD_TOO_LARGE');
  if (status >= 500) return thrown;
  return new AppError('VALIDATION_FAILED', { fields: { _: 'malformed_request' }, cause: thrown });
};

/** Maps errors to responses; nothing else does. */
@Catch()
export class AppErrorFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly log: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const res = host.switchToHttp().getResponse<Response>();
    if (res.headersSent) return;
    const error = toAppError(fromNest(thrown));
    if (error.status >= 500) this.log.error({ err: error }, 'request failed');
    sendError(res, error);
  }
}
