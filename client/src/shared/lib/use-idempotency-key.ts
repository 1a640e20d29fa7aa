import { useRef } from 'react';

/** The key of a wish: the same as long as the wish is, so that sending it twice does it once. */
export const useIdempotencyKey = (): ((wish: object) => string) => {
  const last = useRef<{ wish: string; key: string }>(undefined);
  return (wish) => {
    const text = JSON.stringify(wish);
    if (last.current?.wish !== text) last.current = { wish: text, key: crypto.randomUUID() };
    return last.current.key;
  };
};
