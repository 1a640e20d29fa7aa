import type { Profile } from '@maru/contracts/http/user/profiles';
import type { OutboxEvent } from '@maru/contracts/internal/events';
import type { MaruServer } from '../../platform/realtime.js';
import type { AccessCache } from '../../platform/access-cache.js';
import { rooms } from '../../platform/rooms.js';
import type { ReadPointers } from '../read-pointers/read-pointers.repository.js';
import type { SessionService } from '../session/session.service.js';
import type { Cluster } from './cluster.js';

interface LiveChangesDeps {
  io: MaruServer;
  cluster: Cluster;
  sessions: SessionService;
  access: AccessCache;
  readPointers: ReadPointers;
}

/**
 * Turns what happened in MySQL into rooms, access and pushes. Events come in order and at least once, so each may be
 * applied again without harm. Who loses access is told first and moved out after, who gains it the other way round.
 */
export class LiveChangesService {
  constructor(private readonly deps: LiveChangesDeps) {}

  async apply(events: readonly OutboxEvent[]): Promise<void> {
    for (const event of events) await this.applyOne(event);
  }

  private async applyOne(event: OutboxEvent): Promise<void> {
    const { io, cluster, sessions } = this.deps;
    switch (event.type) {
      case 'server.updated':
        // It may have another owner now.
        cluster.apply({ type: 'server-changed', serverId: event.server.serverId });
        io.to(rooms.server(event.server.serverId)).emit('server:updated', { server: event.server });
        return;
      case 'server.deleted':
        io.to(rooms.server(event.serverId)).emit('server:deleted', { serverId: event.serverId });
        cluster.apply({ type: 'server-deleted', serverId: event.serverId });
        return;
      case 'member.joined':
        return this.memberJoined(event);
      case 'member.left':
        cluster.apply({ type: 'left', userId: event.userId, serverId: event.serverId });
        io.to(rooms.user(event.userId)).emit('server:left', { serverId: event.serverId });
        io.to(rooms.server(event.serverId)).emit('member:left', {
          serverId: event.serverId,
          userId: event.userId,
        });
        return;
      case 'channel.created':
      case 'channel.updated':
        return this.channelChanged(event);
      case 'channel.deleted': {
        const { serverId, channelId } = event;
        io.to(rooms.server(serverId)).emit('channel:deleted', { serverId, channelId });
        cluster.apply({ type: 'channel-deleted', serverId, channelId });
        return;
      }
      case 'profile.updated':
        return this.profileUpdated(event.profile);
      case 'account.deleted':
        return this.accountDeleted(event.userId);
      case 'session.ended':
        return sessions.end(event);
    }
  }

  /** Tells everybody who shares a server with this person, and their own devices. */
  private async profileUpdated(profile: Profile): Promise<void> {
    const { io, access } = this.deps;
    const { serverIds } = await access.get(profile.userId);
    const audience = [rooms.user(profile.userId), ...[...serverIds].map(rooms.server)];
    io.to(audience).emit('profile:updated', { profile });
  }

  /** What they wrote may be on any screen, so everybody is told; it happens rarely enough. */
  private async accountDeleted(userId: string): Promise<void> {
    const { io, readPointers } = this.deps;
    await readPointers.removeAllOf(userId);
    io.emit('profile:deleted', { userId });
  }

  private memberJoined({ server, member }: Extract<OutboxEvent, { type: 'member.joined' }>): void {
    const { io, cluster } = this.deps;
    const { serverId } = server;
    io.to(rooms.server(serverId))
      .except(rooms.user(member.userId))
      .emit('member:joined', { serverId, member });
    cluster.apply({ type: 'joined', userId: member.userId, serverId });
    io.to(rooms.user(member.userId)).emit('server:joined', { server });
  }

  private channelChanged(event: Extract<OutboxEvent, { type: 'channel.created' | 'channel.updated' }>): void {
    const { io, cluster } = this.deps;
    const { channel } = event;
    cluster.apply({ type: 'server-changed', serverId: channel.serverId });
    const name = event.type === 'channel.created' ? 'channel:created' : 'channel:updated';
    io.to(rooms.server(channel.serverId)).emit(name, { channel });
  }
}
