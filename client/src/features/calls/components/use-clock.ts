import { useSyncExternalStore } from 'react';
import { serviceNow } from '@/entities/channel/model/call-service';
import { formatClock } from '@/shared/i18n/format';

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One timer for all clocks of the page. */
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  timer ??= setInterval(() => listeners.forEach((each) => each()), 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
};

const secondsSince = (instant: string): number =>
  Math.max(0, Math.floor((serviceNow() - Date.parse(instant)) / 1_000));

/** The time since an instant as a clock, `1:05`; it ticks. */
export const useClock = (since: string): string =>
  formatClock(useSyncExternalStore(subscribe, () => secondsSince(since)));
