import type { ChannelId, ServerId } from '@maru/contracts/primitives';
import type { Logger } from '@maru/service-kit/logger';
import { untilWritten, type WriteBackoff } from '../../platform/until-written.js';
import type { KnownRooms } from './known-rooms.js';
import { emptyRoom, nextRoom, type StoredMember, type StoredRoom } from './room.js';
import type { RosterStore, RosterWrite } from './roster-store.js';

interface RosterDeps {
  store: RosterStore;
  rooms: KnownRooms;
  /** Tells the other nodes about a call that this node has written. */
  tellNodes: (room: StoredRoom) => void;
  log: Logger;
  backoff?: WriteBackoff;
}

/** Returns false if other writes came first. */
type Write = (change: RosterWrite) => Promise<boolean>;

/** Writes calls, and makes every written state known: to this node, and to the others. */
export class Roster {
  constructor(private readonly deps: RosterDeps) {}

  async read(channelId: ChannelId): Promise<StoredRoom | undefined> {
    const [room] = await this.deps.store.readRooms([channelId]);
    return room;
  }

  /**
   * Repeats a change of one call until it is written; `plan` returns the next members, or undefined to leave them. `placeOf` returns the
   * change of a person's place that goes with it.
   */
  change(
    channelId: ChannelId,
    plan: (room: StoredRoom) => readonly StoredMember[] | undefined,
    placeOf?: () => Promise<RosterWrite['place']>,
  ): Promise<StoredRoom> {
    return this.write(async (write) => {
      const room = await this.read(channelId);
      if (room) this.deps.rooms.put(room);
      // A call that was never stored has no members to change.
      const before = room ?? emptyRoom(channelId, '' as ServerId);
      const members = plan(before);
      if (!room || !members) return before;
      const after = nextRoom(before, members);
      const place = await placeOf?.();
      return (await write({ rooms: [{ before, after }], place })) ? after : undefined;
    });
  }

  /**
   * Repeats an attempt until it returns a result. After a failed write the calls may have been changed or not, so they are read again
   * and made known in the end. @throws UNAVAILABLE
   */
  async write<T>(attempt: (write: Write) => Promise<T | undefined>): Promise<T> {
    const unsure = new Set<ChannelId>();
    let result: T | undefined;
    const run = async () => {
      result = await attempt((change) => this.writeOnce(change, unsure));
      return result !== undefined;
    };
    try {
      await untilWritten(run, this.deps.backoff);
    } finally {
      if (unsure.size > 0) await this.publishStored([...unsure]);
    }
    // `untilWritten` resolves only after a result.
    return result as T;
  }

  private async writeOnce(change: RosterWrite, unsure: Set<ChannelId>): Promise<boolean> {
    try {
      if (!(await this.deps.store.write(change))) return false;
    } catch (error) {
      for (const { after } of change.rooms) unsure.add(after.channelId);
      throw error;
    }
    for (const { after } of change.rooms) this.publish(after);
    return true;
  }

  private async publishStored(channelIds: readonly ChannelId[]): Promise<void> {
    try {
      for (const room of await this.deps.store.readRooms(channelIds)) this.publish(room);
    } catch (error) {
      this.deps.log.warn({ err: error }, 'calls are announced with the next search');
    }
  }

  private publish(room: StoredRoom): void {
    this.deps.rooms.put(room);
    this.deps.tellNodes(room);
  }
}
