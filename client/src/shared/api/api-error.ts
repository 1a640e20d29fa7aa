import type { ApiErrorBody, ErrorCode } from '@maru/contracts/errors';

/** An error code of the contracts, or `UNREACHABLE`. */
export type ApiErrorCode = ErrorCode | 'UNREACHABLE';

/** Every failed call, over HTTP or the socket, ends as one of these. */
export class ApiError extends Error {
  readonly code: ApiErrorCode;
  readonly fields: Record<string, string>;
  readonly retryAfterMs: number | undefined;
  readonly requestId: string | undefined;

  constructor(code: ApiErrorCode, details: Partial<Omit<ApiErrorBody, 'code'>> = {}) {
    super(code);
    this.name = 'ApiError';
    this.code = code;
    this.fields = details.fields ?? {};
    this.retryAfterMs = details.retryAfterMs;
    this.requestId = details.requestId;
  }
}

export const codeOf = (error: unknown): ApiErrorCode => (error instanceof ApiError ? error.code : 'INTERNAL');

/** Returns whether the same call may succeed later, unchanged. */
export const isTemporary = (error: unknown): boolean =>
  ['UNREACHABLE', 'UNAVAILABLE', 'RATE_LIMITED', 'INTERNAL'].includes(codeOf(error));
