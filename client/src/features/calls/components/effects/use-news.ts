import { useEffect, useRef, useState } from 'react';
import type { Call } from '../../model/call';
import { newsBetween, soundsOf, type CallNews } from '../../model/news';
import { playCallSound } from '../../model/sounds';

export type NumberedNews = CallNews & { n: number };

/** Enough for a screen reader to finish the last ones. */
const mostKept = 3;

/** Plays the sounds of a call's news, and returns the latest of them. */
export const useNews = (call: Call): NumberedNews[] => {
  const [latest, setLatest] = useState<NumberedNews[]>([]);
  // Counts on through one call after the other.
  const count = useRef(0);
  useEffect(() => {
    let last = call.snapshot();
    return call.subscribe(() => {
      const next = call.snapshot();
      const news = newsBetween(last, next);
      last = next;
      if (news.length === 0) return;
      soundsOf(news).forEach(playCallSound);
      const numbered = news.map((each) => ({ ...each, n: ++count.current }));
      setLatest((kept) => [...kept, ...numbered].slice(-mostKept));
    });
  }, [call]);
  return latest;
};
