import type { PairClock } from '../model/pair-options';

/** Without `ms`, the timer is cleared. */
export interface ClockOrder {
  id: number;
  ms?: number;
}

/**
 * A clock whose timers run in a worker. Browsers let the timers of a page in the background run only once a minute, unless it is connected to
 * other people; a person who waits alone in a call would lose their place.
 */
export const createSteadyClock = (worker: Worker): PairClock => {
  const waiting = new Map<number, () => void>();
  let isBroken = false;
  let last = 0;

  const ring = (id: number) => {
    const run = waiting.get(id);
    waiting.delete(id);
    run?.();
  };
  const order = (message: ClockOrder) => worker.postMessage(message);

  worker.addEventListener('message', ({ data }: MessageEvent<number>) => ring(data));
  // Its script didn't load: the timers of the page are better than none.
  worker.addEventListener('error', () => {
    isBroken = true;
    for (const id of waiting.keys()) setTimeout(() => ring(id));
  });

  return {
    // The time of the page, which jumps with no clock of the system; the browser dates sound by it, too.
    now: () => performance.timeOrigin + performance.now(),
    setTimeout: (run, ms) => {
      const id = ++last;
      waiting.set(id, run);
      if (isBroken) setTimeout(() => ring(id), ms);
      else order({ id, ms });
      return id;
    },
    clearTimeout: (timer) => {
      if (typeof timer !== 'number' || !waiting.delete(timer) || isBroken) return;
      order({ id: timer });
    },
  };
};
