import type { NextFunction, Request, Response } from 'express';
import { AppError, toAppError } from '../app-error.js';
import type { Logger } from '../logger.js';
import { requestId } from '../request-context.js';

/** Errors of Express' own body parser, by their `type`. */
const bodyParserErrors: Record<string, AppError> = {
  'entity.too.large': new AppError('PAYLOAD_TOO_LARGE'),
  'entity.parse.failed': new AppError('VALIDATION_FAILED', { fields: { _: 'malformed_json' } }),
  'encoding.unsupported': new AppError('VALIDATION_FAILED', { fields: { _: 'unsupported_encoding' } }),
  'charset.unsupported': new AppError('VALIDATION_FAILED', { fields: { _: 'unsupported_charset' } }),
  'request.aborted': new AppError('VALIDATION_FAILED', { fields: { _: 'aborted' } }),
  'request.size.invalid': new AppError('VALIDATION_FAILED', { fields: { _: 'size' } }),
};

const malformed = { _: 'malformed_request' };

/** Errors of Express and its parsers that blame the request, such as a broken compression, carry a status of that kind. */
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

/** Writes the error as the one reply shape, and its `Retry-After`. */
export const sendError = (res: Response, error: AppError): void => {
  // Answered already, because it took too long.
  if (res.headersSent) return;
  if (error.retryAfterMs !== undefined) res.setHeader('retry-after', Math.ceil(error.retryAfterMs / 1000));
  res.status(error.status).json(error.toReply(requestId()));
};

/** The last middleware: maps whatever was thrown, logs what nobody foresaw once. */
export const errorHandler =
  (log: Logger) =>
  (thrown: unknown, _req: Request, res: Response, next: NextFunction): void => {
    if (res.writableEnded) return;
    if (res.headersSent) return next(thrown);
    const error = toAppError(fromExpress(thrown));
    if (error.status >= 500) log.error({ err: error }, 'request failed');
    sendError(res, error);
  };

/** Answers what no route matched. */
export const notFound = (_req: Request, res: Response): void => sendError(res, new AppError('NOT_FOUND'));
