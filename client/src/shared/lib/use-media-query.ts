import { useSyncExternalStore } from 'react';

/** Returns whether a media query matches now; follows changes. */
export const useMediaQuery = (query: string): boolean =>
  useSyncExternalStore(
    (onChange) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', onChange);
      return () => list.removeEventListener('change', onChange);
    },
    () => window.matchMedia(query).matches,
  );

export const useIsPhone = (): boolean => useMediaQuery('(max-width: 767px)');
export const useIsNarrow = (): boolean => useMediaQuery('(max-width: 1023px)');
