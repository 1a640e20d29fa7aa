import { useEffect, useState, type RefObject } from 'react';

const idleMs = 3_000;
const signs = ['pointermove', 'pointerdown', 'keydown', 'focusin'] as const;

/** Returns whether the person has not moved, pressed or focused anything in an element for a while. */
export const useIsIdle = (element: RefObject<HTMLElement | null>): boolean => {
  const [isIdle, setIsIdle] = useState(false);
  useEffect(() => {
    const target = element.current;
    if (!target) return undefined;
    let timer: ReturnType<typeof setTimeout>;
    const wake = () => {
      setIsIdle(false);
      clearTimeout(timer);
      timer = setTimeout(() => setIsIdle(true), idleMs);
    };
    wake();
    signs.forEach((sign) => target.addEventListener(sign, wake));
    return () => {
      clearTimeout(timer);
      signs.forEach((sign) => target.removeEventListener(sign, wake));
    };
  }, [element]);
  return isIdle;
};
