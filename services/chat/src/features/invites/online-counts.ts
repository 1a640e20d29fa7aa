import { LRUCache } from 'lru-cache';
import type { Presence } from '../../clients/presence.client.js';

interface OnlineCountsOptions {
  /** Servers; the least recently asked for goes first. */
  max?: number;
  lifeMs?: number;
}

/**
 * How many members of a server are online, for pages that any visitor may open: asked for every ten seconds at most. `null` when
 * presence is unreachable, which is kept as long: a service that is down should not get a question per visitor.
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
