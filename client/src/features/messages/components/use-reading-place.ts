import { useEffect, type RefObject } from 'react';
import { readingPlaces, type ReadingPlace } from '../model/reading-place';

const placeIn = (frame: HTMLElement, channelId: string): ReadingPlace | undefined => {
  const { top } = frame.getBoundingClientRect();
  const rows = [...frame.querySelectorAll<HTMLElement>('article[id^="message-"]')];
  const first = rows.find((row) => row.getBoundingClientRect().bottom > top);
  if (!first) return undefined;
  const offset = Math.round(top - first.getBoundingClientRect().top);
  return { channelId, seq: Number(first.id.replace('message-', '')), offset };
};

interface KeepPlaceOptions {
  userId: string;
  channelId: string;
  isAtEnd: boolean;
}

/** Keeps the place for a reload; readers at the end start at the end again. */
export const useKeepReadingPlace = (
  frame: RefObject<HTMLElement | null>,
  { userId, channelId, isAtEnd }: KeepPlaceOptions,
): void => {
  useEffect(() => {
    const keep = () =>
      readingPlaces.keep(userId, isAtEnd || !frame.current ? undefined : placeIn(frame.current, channelId));
    window.addEventListener('pagehide', keep);
    return () => window.removeEventListener('pagehide', keep);
  }, [frame, userId, channelId, isAtEnd]);
};
