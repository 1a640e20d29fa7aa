import type { ClockOrder } from './steady-clock';

const timers = new Map<number, ReturnType<typeof setTimeout>>();

/** Answers each order with its id when its time has come. */
self.addEventListener('message', ({ data: { id, ms } }: MessageEvent<ClockOrder>) => {
  clearTimeout(timers.get(id));
  timers.delete(id);
  if (ms === undefined) return;
  const ring = () => {
    timers.delete(id);
    self.postMessage(id);
  };
  timers.set(id, setTimeout(ring, ms));
});
