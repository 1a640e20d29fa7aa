import { setTimeout as delay } from 'node:timers/promises';

export interface WatchTimes {
  /** Interval between checks. */
  everyMs: number;
  /** A slower check counts as missed. */
  timeoutMs: number;
}

interface Watch extends WatchTimes {
  isAlive: () => Promise<boolean>;
  isOver: () => boolean;
}

const maxMissed = 3;

/** Checks once; returns `undefined` if this process was too busy to judge. */
const check = async ({ isAlive, timeoutMs }: Watch): Promise<boolean | undefined> => {
  const startedAt = performance.now();
  const isFine = await Promise.race([isAlive(), delay(timeoutMs, false, { ref: false })]);
  const isLate = performance.now() - startedAt > timeoutMs * 2;
  return !isFine && isLate ? undefined : isFine;
};

/** Checks a running part until it ends; returns true as soon as it has missed three checks in a row. */
export const watchUntilHung = async (watch: Watch): Promise<boolean> => {
  let missed = 0;
  while (!watch.isOver()) {
    await delay(watch.everyMs, undefined, { ref: false });
    if (watch.isOver()) return false;
    const isFine = await check(watch);
    if (isFine) missed = 0;
    else if (isFine === false) missed += 1;
    if (missed >= maxMissed) return !watch.isOver();
  }
  return false;
};
