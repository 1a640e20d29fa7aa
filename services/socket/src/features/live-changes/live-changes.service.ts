import type { Profile } from '@maru/contracts/http/user/profiles';
import type { OutboxEvent } from '@maru/contracts/internal/events';
import type { Logger } from '@maru/service-kit/logger';
import { retry } from '@maru/service-kit/retry';
import type { MaruServer } from '../../platform/realtime.js';
import type { AccessCache } from '../access/access-cache.js';
import { rooms } from '../../platform/rooms.js';
import type { SessionService } from '../session/session.service.js';
import type { ServerChanges } from './server-changes.js';
import { roomAtRisk, roomOfChange } from './room-of-change.js';

interface LiveChangesDeps {
  io: MaruServer;
  servers: ServerChanges;
  sessions: SessionService;
  access: AccessCache;
  log: Logger;
}

/**
 * Turns what happened in MySQL into rooms, access and pushes of this node's own sockets; the other nodes do the same for theirs. Events may
 * be applied again without harm.
 */
export class LiveChangesService {
  constructor(private readonly deps: LiveChangesDeps) {}

  /** Events of one server, or of one person, are applied in order; others don't wait for them. Never rejects. */
  async apply(events: readonly OutboxEvent[]): Promise<void> {
    const turns = new Map<string, Promise<void>>();
    for (const event of events) {
      const room = roomOfChange(event);
      const before = turns.get(room) ?? Promise.resolve();
      turns.set(
        room,
        before.then(() => this.applyOrDisconnect(event)),
      );
    }
    await Promise.all(turns.values());
  }

  /** Sockets that an event could not be applied to have to connect again, so that none keeps what it may have lost. */
  private async applyOrDisconnect(event: OutboxEvent): Promise<void> {
    try {
      await retry(() => this.applyOne(event), {
        attempts: 4,
        pauseMs: (attempt) => 100 * 3 ** (attempt - 1),
      });
    } catch (error) {
      this.deps.log.error({ err: error, change: event.type }, 'change not applied');
      const atRisk = roomAtRisk(event);
      if (atRisk) this.deps.io.local.in(atRisk).disconnectSockets(true);
    }
  }

  private async applyOne(event: OutboxEvent): Promise<void> {
    const { local } = this.deps.io;
    switch (event.type) {
      case 'profile.updated':
        return this.profileUpdated(event.profile);
      case 'account.deleted':
        // What they wrote may be on any screen, so everyone is told; it happens rarely enough.
        local.emit('profile:deleted', { userId: event.userId });
        return this.deps.sessions.closeAllIn(rooms.user(event.userId), 'account-deleted');
      case 'account.deletion-scheduled':
      case 'account.deletion-cancelled':
        return;
      case 'rail.changed':
        local.to(rooms.user(event.userId)).emit('rail:changed', { rail: event.rail });
        return;
      case 'received-invites.changed':
        local.to(rooms.user(event.userId)).emit('invites:changed', {});
        return;
      case 'session.ended':
        return this.deps.sessions.closeAllIn(rooms.session(event.sessionId), event.reason);
      default:
        return this.deps.servers.apply(event);
    }
  }

  /** Tells the members of every server that this person is in, and their own devices. */
  private async profileUpdated(profile: Profile): Promise<void> {
    const { io, access } = this.deps;
    const standings = await access.standings(profile.userId);
    const audience = [rooms.user(profile.userId), ...[...standings.keys()].map(rooms.server)];
    io.local.to(audience).emit('profile:updated', { profile });
  }
}
