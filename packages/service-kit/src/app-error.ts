import { z } from 'zod';
import { isOutage } from './outage.js';
import {
  apiError,
  errorStatus,
  type ApiErrorBody,
  type ErrorCode,
  type ErrorReply,
} from '@maru/contracts/errors';

interface AppErrorDetails {
  /** Maps a field's path to the rule that it broke. */
  fields?: Record<string, string>;
  retryAfterMs?: number;
  /** The underlying cause; for the log only. */
  cause?: unknown;
  /** For developers; the client chooses its words by code. */
  message?: string;
}

/** Callers get a time to retry, whichever dependency was unreachable. */
const retryOutageAfterMs = 1_000;

/** An error with a code for callers. Throw it anywhere; each transport maps it once. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly fields?: Record<string, string>;
  readonly retryAfterMs?: number;

  constructor(code: ErrorCode, { fields, retryAfterMs, cause, message = code }: AppErrorDetails = {}) {
    super(message, { cause });
    this.name = 'AppError';
    this.code = code;
    this.fields = fields;
    const after = retryAfterMs ?? (code === 'UNAVAILABLE' ? retryOutageAfterMs : undefined);
    this.retryAfterMs = after === undefined ? undefined : Math.max(0, Math.ceil(after));
  }

  get status(): number {
    return errorStatus[this.code];
  }

  /** The only shape in which errors leave a service. */
  toReply(requestId?: string): ErrorReply {
    const error: ApiErrorBody = { code: this.code, message: this.message };
    if (this.fields) error.fields = this.fields;
    if (this.retryAfterMs !== undefined) error.retryAfterMs = this.retryAfterMs;
    if (requestId) error.requestId = requestId;
    return { error };
  }
}

const fieldsOf = (error: z.ZodError): Record<string, string> =>
  Object.fromEntries(error.issues.map((issue) => [issue.path.map(String).join('.') || '_', ruleOf(issue)]));

const ruleOf = (issue: z.core.$ZodIssue): string => (issue.code === 'custom' ? issue.message : issue.code);

/**
 * Converts any thrown value to an AppError: UNAVAILABLE while a store is unreachable, INTERNAL for a bug. Both keep their cause
 * for the log.
 */
export const toAppError = (error: unknown): AppError => {
  if (error instanceof AppError) return error;
  if (error instanceof z.ZodError) return new AppError('VALIDATION_FAILED', { fields: fieldsOf(error) });
  if (isOutage(error)) return new AppError('UNAVAILABLE', { cause: error });
  return new AppError('INTERNAL', { cause: error });
};

/** Returns `value` parsed by `schema`. @throws VALIDATION_FAILED with each bad field and the rule that it broke. */
export const parseOrThrow = <S extends z.ZodType>(schema: S, value: unknown): z.output<S> => {
  const result = schema.safeParse(value);
  if (!result.success) throw toAppError(result.error);
  return result.data;
};

/** Returns the AppError in another service's reply, or `undefined` if the body isn't our error shape. */
export const appErrorFromReply = (body: unknown): AppError | undefined => {
  const parsed = z.object({ error: apiError }).safeParse(body);
  if (!parsed.success) return undefined;
  const { code, ...details } = parsed.data.error;
  return new AppError(code, details);
};
