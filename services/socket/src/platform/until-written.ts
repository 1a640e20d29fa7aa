import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@maru/service-kit/app-error';

/** Waits before attempt number `attempt`. */
export type WriteBackoff = (attempt: number) => Promise<unknown>;

const maxFailures = 6;
/** Each contention means that another node has written, so the conversation progresses; giving up early would only refuse members. */
const maxContentions = 60;

const jitteredBackoff: WriteBackoff = (attempt) => delay(Math.random() * 20 * 2 ** attempt);
/** Random, because otherwise the node that has just written would always win. */
const jitteredTurn: WriteBackoff = (attempt) => delay(Math.random() * Math.min(100, 10 * attempt));

const unavailable = (cause?: unknown) => new AppError('UNAVAILABLE', { cause, retryAfterMs: 1_000 });

/**
 * Runs a conditional write until it returns true. The write returns false if another node was first, and throws if the store failed, in
 * which case it may have been written; `mayBeWritten` tells later attempts so. @throws UNAVAILABLE after too many of either; an AppError
 * from the write is rethrown at once.
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
