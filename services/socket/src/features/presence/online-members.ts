import type { ServerId } from '@maru/contracts/primitives';
import { within } from '@maru/service-kit/within';
import type { MaruServer } from '../../platform/realtime.js';
import { rooms } from '../../platform/rooms.js';
import { bounds } from '../../config/bounds.js';
import { CachedAnswers } from '../../platform/cached-answers.js';

/** Longer than the adapter waits for the nodes that it knows, shorter than the caller's patience. */
const patienceMs = 1_500;

interface OnlineMembersDeps {
  io: MaruServer;
  isClustered: boolean;
}

/** Counts the online members of a server. Every node knows which of its people are in the server's room. */
export class OnlineMembers {
  // Cached, because every holder of an invite link may ask.
  private readonly counts = new CachedAnswers<ServerId, number>({
    max: bounds.cached.onlineCounts,
    ttlMs: 5_000,
  });

  constructor(private readonly deps: OnlineMembersDeps) {
    deps.io.on('presence:count', (serverId, answer) => answer([...this.here(serverId)]));
  }

  count(serverId: ServerId): Promise<number> {
    return this.counts.fresh(serverId) ?? this.counts.put(serverId, this.countAnew(serverId));
  }

  private async countAnew(serverId: ServerId): Promise<number> {
    const elsewhere = this.deps.isClustered ? await this.askOthers(serverId) : [];
    return new Set([...this.here(serverId), ...elsewhere.flat()]).size;
  }

  /** Counts without the nodes that don't answer in time, and without any other while nodes can't reach each other. */
  private askOthers(serverId: ServerId): Promise<string[][]> {
    const answered = new Promise<string[][]>((resolve) => {
      this.deps.io.serverSideEmit('presence:count', serverId, (_error, answers) => resolve(answers ?? []));
    });
    return within(patienceMs, answered).catch(() => []);
  }

  private here(serverId: ServerId): Set<string> {
    const { adapter, sockets } = this.deps.io.of('/');
    const ids = [...(adapter.rooms.get(rooms.server(serverId)) ?? [])];
    return new Set(ids.flatMap((id) => sockets.get(id)?.data.userId ?? []));
  }
}
