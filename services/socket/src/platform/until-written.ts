import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@maru/service-kit/app-error';

/** Waits before attempt number `attempt`. */
export type WriteBackoff = (attempt: number) => Promise<unknown>;

const maxFailures = 6;
/** Each means that another node has written, so the conversation goes on; giving up early would only refuse members. */
const maxContentions = 60;

const jitteredBackoff: WriteBackoff = (attempt) => delay(Math.random() * 20 * 2 ** attempt);
/** Short, or the node that has just written would always be first. */
const jitteredTurn: WriteBackoff = (attempt) => delay(Math.random() * Math.min(100, 10 * attempt));

const unavailable = (cause?: unknown) => new AppError('UNAVAILABLE', { cause, retryAfterMs: 1_000 });

/**
 * Runs a conditional write until it returns true. It returns false when another node was first, and throws when the store failed and may
 * or may not have written; `mayBeWritten` tells later attempts of the latter. Throws UNAVAILABLE after too many of either, and every
 * AppError at once.
 */
export const untilWritten = async (
  attempt: (mayBeWritten: boolean) => Promise<boolean>,
  backoff?: WriteBackoff,
): Promise<void> => {
  let failures = 0;
  for (let contentions = 0; contentions < maxContentions;) {
    try {
      if (await attempt(failures > 0)) return;
      contentions += 1;
      await (backoff ?? jitteredTurn)(contentions);
    } catch (error) {
      if (error instanceof AppError) throw error;
      failures += 1;
      if (failures === maxFailures) throw unavailable(error);
      await (backoff ?? jitteredBackoff)(failures);
    }
  }
  throw unavailable();
};
