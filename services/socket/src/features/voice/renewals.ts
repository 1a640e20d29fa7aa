import { limits } from '@maru/contracts/limits';
import type { ChannelId } from '@maru/contracts/primitives';
import type { Logger } from '@maru/service-kit/logger';
import { jitteredPause, retry } from '@maru/service-kit/retry';
import type { KnownRooms, Session } from './known-rooms.js';
import type { Leases } from './leases.js';
import { memberIn, type StoredRoom } from './room.js';
import type { Lease, RosterStore } from './roster-store.js';

interface RenewalsDeps {
  store: Pick<RosterStore, 'renew' | 'keepPlace'>;
  rooms: KnownRooms;
  leases: Leases;
  log: Logger;
  /** Milliseconds for which renewals of one call are collected, to go in one write. */
  collectMs?: number;
  now?: () => number;
}

const dayMs = 86_400_000;

/** True with two or three renewals of each day of a stay after the first: places are kept for a week. */
export const isPlaceDue = (joinedAt: string, now: number): boolean => {
  const stayMs = now - Date.parse(joinedAt);
  return stayMs >= dayMs && stayMs % dayMs < 2.5 * limits.voice.renewMs;
};

/** Extends the leases of the members who are heard from: one write at a time for each call. */
export class Renewals {
  private readonly collected = new Map<ChannelId, Map<string, Lease>>();
  private readonly timers = new Map<ChannelId, NodeJS.Timeout>();
  private readonly writing = new Set<ChannelId>();

  constructor(private readonly deps: RenewalsDeps) {}

  renew(channelId: ChannelId, { userId, sessionId }: Session): void {
    const lease = { userId, sessionId, until: this.deps.leases.end() };
    const leases = this.collected.get(channelId) ?? new Map<string, Lease>();
    this.collected.set(channelId, leases.set(userId, lease));
    this.schedule(channelId);
  }

  stop(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    this.collected.clear();
  }

  private schedule(channelId: ChannelId): void {
    if (this.timers.has(channelId) || this.writing.has(channelId) || !this.collected.has(channelId)) return;
    const timer = setTimeout(() => void this.flush(channelId), this.deps.collectMs ?? 1_000).unref();
    this.timers.set(channelId, timer);
  }

  private async flush(channelId: ChannelId): Promise<void> {
    const leases = [...(this.collected.get(channelId)?.values() ?? [])];
    this.collected.delete(channelId);
    this.timers.delete(channelId);
    this.writing.add(channelId);
    try {
      await this.deps.leases.during(() => this.extend(channelId, leases));
    } catch (error) {
      this.deps.log.warn({ err: error }, 'leases of a call not extended');
    }
    this.writing.delete(channelId);
    this.schedule(channelId);
  }

  private async extend(channelId: ChannelId, leases: readonly Lease[]): Promise<void> {
    if (await this.write(channelId, leases)) return;
    const room = await this.deps.rooms.refresh(channelId);
    const remaining = leases.filter(
      ({ userId, sessionId }) => memberIn(room, userId)?.sessionId === sessionId,
    );
    // Alone each: another member may leave meanwhile.
    for (const lease of remaining) await this.write(channelId, [lease]);
  }

  /** Repeats the write: it fails if it meets a transaction, and the next renewal would come late for the lease. */
  private async write(channelId: ChannelId, leases: readonly Lease[]): Promise<boolean> {
    const room = await retry(() => this.deps.store.renew(channelId, leases), {
      attempts: 4,
      pauseMs: jitteredPause(50),
    });
    if (room) {
      this.deps.rooms.put(room);
      await this.keepPlaces(room, leases);
    }
    return room !== undefined;
  }

  private async keepPlaces(room: StoredRoom, leases: readonly Lease[]): Promise<void> {
    const now = (this.deps.now ?? Date.now)();
    for (const { userId, sessionId } of leases) {
      const member = memberIn(room, userId);
      if (member && isPlaceDue(member.joinedAt, now)) await this.deps.store.keepPlace(userId, sessionId);
    }
  }
}
