import type { Logger } from '@maru/service-kit/logger';
import type { OutboxEvent } from '@maru/contracts/internal/events';
import type { ServerId } from '@maru/contracts/primitives';
import type { AccessCache } from '../access/access-cache.js';
import type { ClusterLink } from '../../platform/cluster-link.js';
import type { MaruServer } from '../../platform/realtime.js';
import type { MembershipStore } from '../membership/membership-store.js';
import type { ReadPointers } from '../read-pointers/read-pointers.repository.js';
import type { EndedSessions } from '../session/ended-sessions.repository.js';
import type { SessionService } from '../session/session.service.js';
import { ChangeFollower } from './change-follower.js';
import { ChangeIntake } from './change-intake.js';
import type { ChangeLog } from './change-log.js';
import { LiveChangesService } from './live-changes.service.js';
import { LocalAccess } from './local-access.js';
import { personChanges } from './person-changes.js';
import { placeChanges } from './place-changes.js';
import { createResettle } from './resettle.js';
import { serverChanges } from './server-changes.js';
import { emitMissed } from './emit-missed.js';

interface FollowDeps {
  io: MaruServer;
  log: Logger;
  changeLog: ChangeLog;
  access: AccessCache;
  sessions: SessionService;
  endedSessions: EndedSessions;
  readPointers: ReadPointers;
  memberships: MembershipStore;
  /** Called with a change of a server once this node's access and rooms reflect it. */
  onServerChanged: (serverId: ServerId, change: OutboxEvent) => void;
  link?: ClusterLink;
  /** Milliseconds between two rounds that settle every socket. */
  accessIntervalMs?: number;
}

/** While no other node can wake this one it looks more often. */
const pollMs = { woken: 1_000, unwoken: 250 };

/** Takes changes in, and applies those of the log to this node until it stops. */
export const followChanges = (deps: FollowDeps) => {
  const { io, log, changeLog, link, access, sessions } = deps;
  const resettle = createResettle({ io, access, log });
  const liveChanges = new LiveChangesService({
    io,
    log,
    table: {
      ...personChanges({ io, access, sessions }),
      ...serverChanges({ io, access, resettle }),
      ...placeChanges({ io, access, resettle }),
    },
    onApplied: deps.onServerChanged,
  });
  const localAccess = new LocalAccess({ io, access, sessions, log, intervalMs: deps.accessIntervalMs });
  const follower = new ChangeFollower({
    log,
    changes: changeLog,
    apply: (events) => liveChanges.apply(events),
    onGap: async () => {
      await localAccess.settleAllAnew();
      emitMissed(io);
    },
    pollMs: () => (link && !link.isWhole ? pollMs.unwoken : pollMs.woken),
  });
  const intake = new ChangeIntake({
    ...deps,
    changes: changeLog,
    onAppended: () => {
      void follower.wake();
      link?.announceChanges();
    },
  });
  follower.start();
  localAccess.start();
  return {
    intake,
    follower,
    localAccess,
    stop: () => {
      follower.stop();
      localAccess.stop();
    },
  };
};
