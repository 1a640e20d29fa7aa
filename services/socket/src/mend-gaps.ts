import type { ChangeFollower } from './features/live-changes/change-follower.js';
import { emitMissed } from './features/live-changes/emit-missed.js';
import type { LocalAccess } from './features/live-changes/local-access.js';
import type { PresenceService } from './features/presence/presence.service.js';
import type { ClusterLink } from './platform/cluster-link.js';
import type { OpenHeads } from './platform/open-heads.js';
import type { MaruServer } from './platform/realtime.js';

interface GapDeps {
  io: MaruServer;
  link: ClusterLink;
  /** One per stream of a conversation. */
  heads: readonly Pick<OpenHeads<unknown>, 'compare' | 'emitAll'>[];
  presence: PresenceService;
  changes: { follower: ChangeFollower; localAccess: LocalAccess };
}

/**
 * Repairs what the connection between nodes loses. While frames may get lost, it compares open channels with the stored heads. Once the
 * connection is whole again, it compares everything that travels over it and reads access anew.
 */
export const mendGaps = ({ io, link, heads, presence, changes }: GapDeps): void => {
  // Frames that were buffered while this node was stopped may be meant for members who have been removed since.
  link.guardFrames(() => changes.follower.isCurrent);
  link.on('changes', () => void changes.follower.wake());
  link.on('broken', () => heads.forEach((each) => void each.compare()));
  link.on('restored', () => {
    void changes.follower.wake();
    for (const each of heads) void each.emitAll();
    changes.localAccess.settleSoon();
    presence.compare();
    emitMissed(io);
  });
};
