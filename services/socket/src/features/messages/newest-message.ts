import type { MessageStore } from './message-store.js';

/** Messages read at a time: a purge leaves many tombstones in a row, a deletion usually one. */
const pageSizes = { first: 10, next: 100 } as const;
/** Bounds the cost of one deletion; behind more tombstones a channel may stay unread for readers who are further behind. */
const maxDistance = 5_000;

/** The seq of the newest message before `seq` that is not a tombstone; 0 when there is none. */
export const findNewestBefore = async (
  store: Pick<MessageStore, 'range'>,
  channelId: string,
  seq: number,
): Promise<number> => {
  const end = Math.max(0, seq - maxDistance);
  let size: number = pageSizes.first;
  for (let to = seq - 1; to > end; to -= size, size = pageSizes.next) {
    const page = await store.range(channelId, Math.max(1, to - size + 1), to);
    const found = page.findLast((message) => !message.deletedAt);
    if (found) return found.seq;
  }
  return end;
};
