import { LRUCache } from 'lru-cache';
import type { Presence } from '../../clients/presence.client.js';

interface OnlineCountsOptions {
  /** Number of servers in the cache; the least recently used one is evicted. */
  max?: number;
  lifeMs?: number;
}

/**
 * Counts a server's online members for public pages, at most once in ten seconds. Returns `null` if presence is unreachable. That is cached
 * as well: a service that is down should not get a request per visitor.
 */
export const createOnlineCounts = (
  presence: Presence,
  { max = 1_000, lifeMs = 10_000 }: OnlineCountsOptions = {},
) => {
  const counts = new LRUCache<string, Promise<number | null>>({ max, ttl: lifeMs });

  return (serverId: string): Promise<number | null> => {
    const known = counts.get(serverId);
    if (known) return known;
    const count = presence.countOnline(serverId).catch(() => null);
    counts.set(serverId, count);
    return count;
  };
};

export type OnlineCounts = ReturnType<typeof createOnlineCounts>;
