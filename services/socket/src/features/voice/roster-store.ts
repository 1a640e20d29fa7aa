import type { ChannelId } from '@maru/contracts/primitives';
import { memberIn, type StoredMember, type StoredRoom } from './room.js';

/** The call that a person has joined last. They may have left it since. */
export interface Place {
  channelId: ChannelId;
  sessionId: string;
  /** The call that a moderator has taken the session out of. It knows of that once it has joined another one. */
  takenFrom?: ChannelId;
}

export interface RosterWrite {
  /** At most two: a person leaves one call and joins another. */
  rooms: readonly { before: StoredRoom; after: StoredRoom }[];
  /** The place of one person, as it was read and as it will be. */
  place?: { userId: string; before: Place | undefined; after: Place };
}

const memberFields = ['socketId', 'nodeId', 'joinedAt', 'until', 'marks', 'allowed'] as const;
type Field = (typeof memberFields)[number];

/** The changes that a write makes to the members of a call. */
export interface MemberChanges {
  /** Members with a new session, as a whole. */
  entered: readonly StoredMember[];
  /**
   * Fields of members who stay, and only those that change: a renewal that comes between reading and writing must not be undone.
   */
  set: readonly { userId: string; field: Field; value: StoredMember[Field] }[];
  left: readonly StoredMember[];
}

export const memberChanges = ({ before, after }: RosterWrite['rooms'][number]): MemberChanges => {
  const known = (member: StoredMember) => {
    const same = memberIn(before, member.userId);
    return same?.sessionId === member.sessionId ? same : undefined;
  };
  return {
    entered: after.members.filter((member) => !known(member)),
    set: after.members.flatMap((member) => {
      const old = known(member);
      const changed = memberFields.filter((field) => old && old[field] !== member[field]);
      return changed.map((field) => ({ userId: member.userId, field, value: member[field] }));
    }),
    left: before.members.filter(({ userId }) => !memberIn(after, userId)),
  };
};

export interface Lease {
  userId: string;
  sessionId: string;
  until: number;
}

/** Stores the members of calls, one item per call: the one truth for all nodes. */
export interface RosterStore {
  /** Reads consistently; calls that were never stored are left out. */
  readRooms(channelIds: readonly ChannelId[]): Promise<StoredRoom[]>;
  findPlace(userId: string): Promise<Place | undefined>;
  /**
   * Writes all or nothing. Returns false if one of the rooms has another version by now, if a member who is removed has renewed their lease,
   * or if the person has another place. A write that rejects may have been done or not.
   */
  write(write: RosterWrite): Promise<boolean>;
  /**
   * Extends leases without a new version. Returns the room as it is then; undefined, having written nothing, if one of the sessions is no
   * longer in it.
   */
  renew(channelId: ChannelId, leases: readonly Lease[]): Promise<StoredRoom | undefined>;
  /** Keeps the place of a session that stays in a call for long. */
  keepPlace(userId: string, sessionId: string): Promise<void>;
  /** The calls with members, `limit` at most; the answer may be a moment old. */
  activeRooms(limit: number): Promise<ChannelId[]>;
}
