import type { Presence } from '../../clients/presence.client.js';

interface Counted {
  count: Promise<number | null>;
  until: number;
}

const lifeMs = 10_000;
const maxServers = 1_000;

/**
 * How many members of servers are online, for pages that anybody may open: asked once in a while, whoever looks. `null` when nobody
 * can tell, which is kept as long: a service that is down should not be asked by everybody.
 */
export const createOnlineCounts = (presence: Presence, now: () => number = Date.now) => {
  const counted = new Map<string, Counted>();

  return (serverId: string): Promise<number | null> => {
    const known = counted.get(serverId);
    if (known && known.until > now()) return known.count;
    // Forgetting all of them is rare and costs one question per server.
    if (counted.size >= maxServers) counted.clear();
    const count = presence.countOnline(serverId).catch(() => null);
    counted.set(serverId, { count, until: now() + lifeMs });
    return count;
  };
};

export type OnlineCounts = ReturnType<typeof createOnlineCounts>;
