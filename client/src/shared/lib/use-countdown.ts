import { useEffect, useState } from 'react';

/** Whole seconds that are left of a time span, and how to start a new one. */
export const useCountdown = (initialMs = 0): { seconds: number; start: (ms: number) => void } => {
  const [endsAt, setEndsAt] = useState(() => Date.now() + initialMs);
  const [now, setNow] = useState(() => Date.now());
  const seconds = Math.max(0, Math.ceil((endsAt - now) / 1000));
  const isRunning = seconds > 0;

  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [isRunning]);

  const start = (ms: number) => {
    setNow(Date.now());
    setEndsAt(Date.now() + ms);
  };
  return { seconds, start };
};
