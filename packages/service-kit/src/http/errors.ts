import type { NextFunction, Request, Response } from 'express';
import { AppError, toAppError } from '../app-error.js';
import type { Logger } from '../logger.js';
import { requestId } from '../request-context.js';

/** Errors of Express's own body parser, by their `type`. */
const bodyParserErrors: Record<string, AppError> = {
  'entity.too.large': new AppError('PAYLOAD_TOO_LARGE'),
  'entity.parse.failed': new AppError('VALIDATION_FAILED', { fields: { _: 'malformed_json' } }),
  'encoding.unsupported': new AppError('VALIDATION_FAILED', { fields: { _: 'unsupported_encoding' } }),
  'charset.unsupported': new AppError('VALIDATION_FAILED', { fields: { _: 'unsupported_charset' } }),
  'request.aborted': new AppError('VALIDATION_FAILED', { fields: { _: 'aborted' } }),
  'request.size.invalid': new AppError('VALIDATION_FAILED', { fields: { _: 'size' } }),
};

const malformed = { _: 'malformed_request' };

/** Express and its parsers mark errors caused by the request, such as broken compression, with a 4xx status. */
const isMalformed = (error: unknown): boolean =>
  error instanceof Error &&
  !(error instanceof AppError) &&
  'status' in error &&
  typeof error.status === 'number' &&
  error.status >= 400 &&
  error.status < 500;

export const fromExpress = (error: unknown): unknown => {
  if (error instanceof URIError) return new AppError('NOT_FOUND', { cause: error });
  if (error instanceof Error && 'type' in error && typeof error.type === 'string') {
    const known = bodyParserErrors[error.type];
    if (known) return known;
  }
  return isMalformed(error) ? new AppError('VALIDATION_FAILED', { fields: malformed, cause: error }) : error;
};

/** Writes the error in our one shape, and its `Retry-After` header. */
export const sendError = (res: Response, error: AppError): void => {
  // Already answered, because it exceeded its deadline.
  if (res.headersSent) return;
  if (error.retryAfterMs !== undefined) res.setHeader('retry-after', Math.ceil(error.retryAfterMs / 1000));
  res.status(error.status).json(error.toReply(requestId()));
};

/** The last middleware: maps any thrown value, and logs unexpected ones once. */
export const errorHandler =
  (log: Logger) =>
  (thrown: unknown, _req: Request, res: Response, next: NextFunction): void => {
    if (res.writableEnded) return;
    if (res.headersSent) return next(thrown);
    const error = toAppError(fromExpress(thrown));
    if (error.status >= 500) log.error({ err: error }, 'request failed');
    sendError(res, error);
  };

/** Answers NOT_FOUND if no route matched. */
export const notFound = (_req: Request, res: Response): void => sendError(res, new AppError('NOT_FOUND'));
