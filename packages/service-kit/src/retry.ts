import { setTimeout as delay } from 'node:timers/promises';

interface RetryOptions {
  /** Runs of `work`, the first one included. */
  attempts: number;
  /** Milliseconds to wait after failed attempt number `attempt`, counted from 1. */
  pauseMs: (attempt: number) => number;
  /** Tells whether another attempt may succeed after this error. By default it always may. */
  isTemporary?: (error: unknown) => boolean;
}

/** Full jitter below a bound that doubles with each attempt: callers that collided do not collide again at once. */
export const jitteredPause =
  (baseMs: number) =>
  (attempt: number): number =>
    Math.random() * baseMs * 2 ** attempt;

/** Resolves with the result of the first attempt that succeeds. Rejects with the error of the last one. */
export const retry = async <T>(
  work: () => Promise<T>,
  { attempts, pauseMs, isTemporary = () => true }: RetryOptions,
): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === attempts || !isTemporary(error)) throw error;
      await delay(pauseMs(attempt));
    }
  }
};
