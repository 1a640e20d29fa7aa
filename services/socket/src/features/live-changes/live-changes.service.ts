import type { Profile } from '@maru/contracts/http/user/profiles';
import type { OutboxEvent } from '@maru/contracts/internal/events';
import type { MaruServer } from '../../platform/realtime.js';
import type { AccessCache } from '../../platform/access-cache.js';
import { rooms } from '../../platform/rooms.js';
import type { ReadPointers } from '../read-pointers/read-pointers.repository.js';
import type { SessionService } from '../session/session.service.js';
import type { ServerChanges } from './server-changes.js';

interface LiveChangesDeps {
  io: MaruServer;
  servers: ServerChanges;
  sessions: SessionService;
  access: AccessCache;
  readPointers: ReadPointers;
}

/**
 * Turns what happened in MySQL into rooms, access and pushes. Events come in order and at least once, so each may be
 * applied again without harm.
 */
export class LiveChangesService {
  constructor(private readonly deps: LiveChangesDeps) {}

  async apply(events: readonly OutboxEvent[]): Promise<void> {
    for (const event of events) await this.applyOne(event);
  }

  private async applyOne(event: OutboxEvent): Promise<void> {
    switch (event.type) {
      case 'profile.updated':
        return this.profileUpdated(event.profile);
      case 'account.deleted':
        return this.accountDeleted(event.userId);
      case 'account.deletion-scheduled':
      case 'account.deletion-cancelled':
        return;
      case 'rail.changed':
        this.deps.io.to(rooms.user(event.userId)).emit('rail:changed', { rail: event.rail });
        return;
      case 'received-invites.changed':
        this.deps.io.to(rooms.user(event.userId)).emit('invites:changed', {});
        return;
      case 'session.ended':
        return this.deps.sessions.end(event);
      default:
        return this.deps.servers.apply(event);
    }
  }

  /** Tells everybody who shares a server with this person, and their own devices. */
  private async profileUpdated(profile: Profile): Promise<void> {
    const { io, access } = this.deps;
    const standings = await access.standings(profile.userId);
    const audience = [rooms.user(profile.userId), ...[...standings.keys()].map(rooms.server)];
    io.to(audience).emit('profile:updated', { profile });
  }

  /** What they wrote may be on any screen, so everybody is told; it happens rarely enough. */
  private async accountDeleted(userId: string): Promise<void> {
    const { io, readPointers } = this.deps;
    await readPointers.removeAllOf(userId);
    io.emit('profile:deleted', { userId });
  }
}
