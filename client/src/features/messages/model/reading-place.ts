import { seq } from '@maru/contracts/primitives';
import { z } from 'zod';

/** The reader's place when the page was closed. */
const readingPlace = z.object({
  channelId: z.string(),
  /** The first message in sight, and how far it reaches above the edge. */
  seq,
  offset: z.number(),
});
export type ReadingPlace = z.infer<typeof readingPlace>;

const keyOf = (userId: string) => `maru.${userId}.reading-place`;

/** For this tab, through one reload. Storage may be blocked: then the page starts as usual. */
export const readingPlaces = {
  keep(userId: string, place: ReadingPlace | undefined): void {
    try {
      if (place) sessionStorage.setItem(keyOf(userId), JSON.stringify(place));
      else sessionStorage.removeItem(keyOf(userId));
    } catch {
      // Nothing to do about it.
    }
  },
  /** Returns the place in this channel once: later visits start as usual. */
  take(userId: string, channelId: string): ReadingPlace | undefined {
    try {
      const stored = sessionStorage.getItem(keyOf(userId));
      sessionStorage.removeItem(keyOf(userId));
      const place = readingPlace.safeParse(JSON.parse(stored ?? 'null')).data;
      return place?.channelId === channelId ? place : undefined;
    } catch {
      return undefined;
    }
  },
};
