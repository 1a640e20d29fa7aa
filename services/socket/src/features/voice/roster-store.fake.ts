import type { ChannelId } from '@maru/contracts/primitives';
import { memberIn, type StoredMember, type StoredRoom } from './room.js';
import { memberChanges, type Lease, type Place, type RosterStore, type RosterWrite } from './roster-store.js';

/** The outcome of one write: it works, fails before doing anything, or is done although its answer is lost. */
export type Fault = 'none' | 'fails' | 'answer-lost';

interface FakeOptions {
  /** Asked once per write or renewal. */
  nextFault?: () => Fault;
  /** Called after each change, with all calls. */
  onChange?: (rooms: readonly StoredRoom[]) => void;
}

const areSamePlaces = (one: Place | undefined, other: Place | undefined): boolean =>
  one?.channelId === other?.channelId &&
  one?.sessionId === other?.sessionId &&
  one?.takenFrom === other?.takenFrom;

/** The store in memory. */
export class FakeRosterStore implements RosterStore {
  readonly rooms = new Map<ChannelId, StoredRoom>();
  readonly kept: { userId: string; sessionId: string }[] = [];
  private readonly places = new Map<string, Place>();

  constructor(private readonly options: FakeOptions = {}) {}

  async readRooms(channelIds: readonly ChannelId[]): Promise<StoredRoom[]> {
    await this.turn();
    return [...new Set(channelIds)].flatMap((channelId) => this.rooms.get(channelId) ?? []);
  }

  async findPlace(userId: string): Promise<Place | undefined> {
    await this.turn();
    return this.places.get(userId);
  }

  write({ rooms, place }: RosterWrite): Promise<boolean> {
    return this.withFault(() => {
      const isSamePlace = !place || areSamePlaces(this.places.get(place.userId), place.before);
      if (!isSamePlace || !rooms.every((change) => this.isUnchanged(change))) return false;
      for (const change of rooms) this.rooms.set(change.after.channelId, this.applied(change));
      if (place) this.places.set(place.userId, place.after);
      return true;
    });
  }

  renew(channelId: ChannelId, leases: readonly Lease[]): Promise<StoredRoom | undefined> {
    return this.withFault(() => {
      const room = this.rooms.get(channelId);
      const isHeld = ({ userId, sessionId }: Lease) => memberIn(room, userId)?.sessionId === sessionId;
      if (!room || !leases.every(isHeld)) return undefined;
      const untilOf = (userId: string) => leases.find((lease) => lease.userId === userId)?.until;
      const members = room.members.map((each) => ({ ...each, until: untilOf(each.userId) ?? each.until }));
      const renewed = { ...room, members };
      this.rooms.set(channelId, renewed);
      return renewed;
    });
  }

  async keepPlace(userId: string, sessionId: string): Promise<void> {
    await this.turn();
    this.kept.push({ userId, sessionId });
  }

  async activeRooms(limit: number): Promise<ChannelId[]> {
    await this.turn();
    const active = [...this.rooms.values()].filter(({ members }) => members.length > 0);
    return active.slice(0, limit).map(({ channelId }) => channelId);
  }

  private isUnchanged({ before, after }: RosterWrite['rooms'][number]): boolean {
    const stored = this.rooms.get(before.channelId);
    const { left } = memberChanges({ before, after });
    return (
      (stored?.version ?? 0) === before.version &&
      left.every(({ userId, until }) => memberIn(stored, userId)?.until === until)
    );
  }

  private applied({ before, after }: RosterWrite['rooms'][number]): StoredRoom {
    const stored = this.rooms.get(before.channelId);
    const { entered, set } = memberChanges({ before, after });
    const merged = (member: StoredMember): StoredMember => {
      if (entered.includes(member)) return member;
      const changes = set.filter(({ userId }) => userId === member.userId);
      const fields = Object.fromEntries(changes.map(({ field, value }) => [field, value]));
      return { ...(memberIn(stored, member.userId) ?? member), ...fields };
    };
    return { ...after, members: after.members.map(merged) };
  }

  private async withFault<T>(work: () => T): Promise<T> {
    await this.turn();
    const fault = this.options.nextFault?.() ?? 'none';
    if (fault === 'fails') throw new Error('the store failed');
    const result = work();
    this.options.onChange?.([...this.rooms.values()]);
    await this.turn();
    if (fault === 'answer-lost') throw new Error('the answer was lost');
    return result;
  }

  /** Lets others run, as any real input or output would. */
  private turn(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
  }
}
