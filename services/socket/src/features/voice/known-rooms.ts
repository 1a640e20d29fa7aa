import type { ChannelId } from '@maru/contracts/primitives';
import { AppError } from '@maru/service-kit/app-error';
import { LRUCache } from 'lru-cache';
import { bounds } from '../../config/bounds.js';
import { memberIn, type StoredRoom } from './room.js';
import type { RosterStore } from './roster-store.js';

/** Keeps the later ends of leases that two copies of one version have. */
const withLaterLeases = (room: StoredRoom, other: StoredRoom): StoredRoom => ({
  ...room,
  members: room.members.map((member) => {
    const same = memberIn(other, member.userId);
    return same?.sessionId === member.sessionId && same.until > member.until
      ? { ...member, until: same.until }
      : member;
  }),
});

/** A person's stay in a call. */
export interface Session {
  userId: string;
  sessionId: string;
}

/** A read is shared for this long after its end, so that events for calls without the caller don't read again and again. */
const sharedMs = 200;
const batchSize = 100;

/** This node's copies of calls, by version. They may be outdated: the store decides. */
export class KnownRooms {
  private readonly rooms = new LRUCache<ChannelId, StoredRoom>({ max: bounds.cached.voiceRooms });
  private readonly reads = new Map<ChannelId, Promise<void>>();

  /** `onNewer` is called with each room that is newer than this node's copy, and with that copy. */
  constructor(
    private readonly store: Pick<RosterStore, 'readRooms'>,
    private readonly onNewer: (room: StoredRoom, before: StoredRoom | undefined) => void,
  ) {}

  get(channelId: ChannelId): StoredRoom | undefined {
    return this.rooms.get(channelId);
  }

  /** The calls with members. */
  active(): StoredRoom[] {
    return [...this.rooms.values()].filter(({ members }) => members.length > 0);
  }

  put(room: StoredRoom): void {
    const known = this.rooms.get(room.channelId);
    if (known && known.version > room.version) return;
    if (known?.version === room.version) {
      this.rooms.set(room.channelId, withLaterLeases(known, room));
      return;
    }
    this.rooms.set(room.channelId, room);
    this.onNewer(room, known);
  }

  /** Returns the call if the session is in it, by this node's copy or, failing that, by the store. @throws NOT_FOUND */
  async requireWith(channelId: ChannelId, { userId, sessionId }: Session): Promise<StoredRoom> {
    const isIn = (room: StoredRoom | undefined) => memberIn(room, userId)?.sessionId === sessionId;
    const known = this.get(channelId);
    if (known && isIn(known)) return known;
    const room = await this.refresh(channelId);
    if (!room || !isIn(room)) throw new AppError('NOT_FOUND');
    return room;
  }

  /** Reads the stored call; callers who ask at about the same time share one read. */
  async refresh(channelId: ChannelId): Promise<StoredRoom | undefined> {
    const reading = this.reads.get(channelId) ?? this.readOne(channelId);
    this.reads.set(channelId, reading);
    await reading;
    return this.get(channelId);
  }

  /** Reads these stored calls, a batch at a time. */
  async read(channelIds: readonly ChannelId[]): Promise<void> {
    const distinct = [...new Set(channelIds)];
    for (let start = 0; start < distinct.length; start += batchSize)
      for (const room of await this.store.readRooms(distinct.slice(start, start + batchSize))) this.put(room);
  }

  private async readOne(channelId: ChannelId): Promise<void> {
    try {
      await this.read([channelId]);
    } finally {
      setTimeout(() => this.reads.delete(channelId), sharedMs).unref();
    }
  }
}
