import { setTimeout as delay } from 'node:timers/promises';

/** Resolves with the result of `work`, but not before `ms` have passed: the time of an answer does not tell what happened. */
export type AtLeast = <T>(ms: number, work: Promise<T>) => Promise<T>;

export const atLeast: AtLeast = async (ms, work) => {
  const [result] = await Promise.allSettled([work, delay(ms)]);
  if (result.status === 'rejected') throw result.reason;
  return result.value;
};

/** Waits for `work` no longer than `ms`; the work continues after the answer, and fails it only within that time. */
export const within = async (ms: number, work: Promise<unknown>): Promise<void> => {
  work.catch(() => undefined);
  await Promise.race([work, delay(ms)]);
};
