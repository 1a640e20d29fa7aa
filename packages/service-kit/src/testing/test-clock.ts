import type { Clock } from '../clock.js';

export interface TestClock extends Clock {
  advance(ms: number): void;
  set(now: Date): void;
}

/** Runs with the system's clock, ahead of it by an offset that tests change. */
export const createTestClock = (): TestClock => {
  let aheadMs = 0;
  return Object.assign(() => new Date(Date.now() + aheadMs), {
    advance: (ms: number) => {
      aheadMs += ms;
    },
    set: (now: Date) => {
      aheadMs = now.getTime() - Date.now();
    },
  });
};
