import type { ChannelId } from '@maru/contracts/primitives';
import type { Logger } from '@maru/service-kit/logger';
import { jitteredPause, retry } from '@maru/service-kit/retry';
import { bounds } from '../../config/bounds.js';
import { Coalesced } from '../../platform/coalesced.js';
import type { KnownRooms } from './known-rooms.js';
import type { Leases } from './leases.js';
import { memberIn, type StoredMember, type StoredRoom } from './room.js';
import type { RosterStore } from './roster-store.js';
import type { VoiceService } from './voice.service.js';

export interface WatchTimes {
  /** Milliseconds between two looks for ended leases. */
  sweepMs: number;
  /** Milliseconds between two looks for changes that this node has not heard of. */
  searchMs: number;
  /** Milliseconds between two comparisons of this node's members with their access. */
  settleMs: number;
}

const defaultTimes: WatchTimes = { sweepMs: 1_000, searchMs: 30_000, settleMs: 10_000 };

interface WatchDeps {
  store: Pick<RosterStore, 'activeRooms'>;
  rooms: KnownRooms;
  voice: Pick<VoiceService, 'sweep' | 'settle'>;
  leases: Leases;
  nodeId: string;
  /** True if no other node has to look after the call. */
  isMine: (channelId: ChannelId) => boolean;
  /** True if the node is heard from. */
  isLiving: (nodeId: string) => boolean;
  log: Logger;
  times?: Partial<WatchTimes>;
}

/** Removes members whose leases have ended, from calls with members on this node and from those that fall to this node. */
export class RoomWatch {
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly times: WatchTimes;
  private readonly busy = new Set<ChannelId>();
  private readonly runs = new Coalesced();
  private sweptAt = performance.now();

  constructor(private readonly deps: WatchDeps) {
    this.times = { ...defaultTimes, ...deps.times };
  }

  start(): void {
    const { sweepMs, searchMs, settleMs } = this.times;
    this.every(sweepMs, () => this.sweep());
    this.every(searchMs, () => this.search());
    this.every(settleMs, () => this.settleWhere(() => true));
    void this.search();
  }

  stop(): void {
    for (const timer of this.timers) clearInterval(timer);
  }

  /** Takes in a call that another node has written. A member may have been moved here while their access changed. */
  heard(room: StoredRoom): void {
    const before = this.deps.rooms.get(room.channelId);
    this.deps.rooms.put(room);
    for (const { userId } of room.members.filter(this.isHere))
      if (!memberIn(before, userId)) void this.settle(room.channelId, userId);
  }

  /** Finds what this node has not heard of, because frames between nodes were lost: calls, and the ends of calls. */
  search(): Promise<void> {
    return this.runs.run('search', async () => {
      try {
        const active = await this.deps.store.activeRooms(bounds.cached.voiceRooms);
        await this.deps.rooms.read([
          ...active,
          ...this.deps.rooms.active().map(({ channelId }) => channelId),
        ]);
      } catch (error) {
        this.deps.log.warn({ err: error }, 'calls not searched');
      }
    });
  }

  /** Compares these members with their access: those of this node, and those of dead nodes in calls that fall to this one. */
  async settleWhere(isConcerned: (room: StoredRoom, member: StoredMember) => boolean): Promise<void> {
    for (const room of this.deps.rooms.active()) {
      const concerned = room.members.filter((member) => isConcerned(room, member));
      if (concerned.length === 0) continue;
      const isMine = this.deps.isMine(room.channelId);
      const ours = concerned.filter(
        (member) => this.isHere(member) || (isMine && !this.deps.isLiving(member.nodeId)),
      );
      await Promise.all(ours.map(({ userId }) => this.settle(room.channelId, userId)));
    }
  }

  private settle(channelId: ChannelId, userId: string): Promise<void> {
    // One at a time for each member: of two that run together, the one that read older access might write last.
    return this.runs.run(`${channelId} ${userId}`, () =>
      retry(() => this.deps.voice.settle(channelId, userId), {
        attempts: 3,
        pauseMs: jitteredPause(100),
      }).catch((error: unknown) => this.deps.log.warn({ err: error }, 'access in a call not compared')),
    );
  }

  private sweep(): void {
    const now = performance.now();
    this.deps.leases.paused(now - this.sweptAt);
    this.sweptAt = now;
    for (const room of this.deps.rooms.active()) {
      const { channelId } = room;
      const isWatched = room.members.some(this.isHere) || this.deps.isMine(channelId);
      if (!isWatched || this.busy.has(channelId) || room.members.every(this.deps.leases.isLive)) continue;
      this.busy.add(channelId);
      void this.removeEnded(channelId).finally(() => this.busy.delete(channelId));
    }
  }

  /** The leases of members on other nodes are known only from the last read. */
  private async removeEnded(channelId: ChannelId): Promise<void> {
    try {
      const room = await this.deps.leases.during(() => this.deps.rooms.refresh(channelId));
      if (room && !room.members.every(this.deps.leases.isLive)) await this.deps.voice.sweep(channelId);
    } catch (error) {
      this.deps.log.warn({ err: error }, 'ended leases not removed');
    }
  }

  private isHere = ({ nodeId }: StoredMember): boolean => nodeId === this.deps.nodeId;

  private every(ms: number, work: () => unknown): void {
    this.timers.push(setInterval(() => void work(), ms).unref());
  }
}
