import { useEffect, useState } from 'react';

const longestTimerMs = 2 ** 31 - 1;

/** Returns whether an instant lies in the past; updates itself when it is reached. `null` lies in the past. */
export const useHasPassed = (instant: string | null): boolean => {
  const [now, setNow] = useState(() => Date.now());
  const end = instant ? new Date(instant).getTime() : 0;
  useEffect(() => {
    if (end <= now) return undefined;
    const left = Math.max(0, end - Date.now());
    const timer = setTimeout(() => setNow(Date.now()), Math.min(left, longestTimerMs));
    return () => clearTimeout(timer);
  }, [end, now]);
  return end <= now;
};
