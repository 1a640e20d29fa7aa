import { setTimeout as delay } from 'node:timers/promises';

/** The result of `work`, not before `ms` have passed: what happens behind an answer can't be read off its time. */
export const atLeast = async <T>(ms: number, work: Promise<T>): Promise<T> => {
  const [result] = await Promise.allSettled([work, delay(ms)]);
  if (result.status === 'rejected') throw result.reason;
  return result.value;
};

/** Waits for `work` no longer than `ms`; it goes on behind the answer, and only fails it within that time. */
export const within = async (ms: number, work: Promise<unknown>): Promise<void> => {
  work.catch(() => undefined);
  await Promise.race([work, delay(ms)]);
};
