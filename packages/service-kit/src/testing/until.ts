import { setTimeout as delay } from 'node:timers/promises';

/** Resolves once `isSo` does to true; throws after five seconds. */
export const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  const end = Date.now() + 5_000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error('the condition did not come true in time');
    await delay(5);
  }
};
