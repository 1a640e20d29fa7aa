import type { ChannelId } from '@maru/contracts/primitives';
import type { VoiceLimits, VoiceMarks, VoiceRoom } from '@maru/contracts/socket/voice';
import { AppError } from '@maru/service-kit/app-error';
import type { AccessCache } from '../access/access-cache.js';
import { entered, type Entry, type Presence } from './entry.js';
import type { KnownRooms } from './known-rooms.js';
import type { Leases } from './leases.js';
import type { VoiceAccess } from './places.js';
import { emptyRoom, memberIn, nextRoom, toVoiceRoom, without } from './room.js';
import type { StoredMember, StoredRoom } from './room.js';
import type { Roster } from './roster.js';
import type { Place, RosterStore, RosterWrite } from './roster-store.js';
import type { VoiceAnnouncer } from './voice-announcer.js';
import type { VoiceService } from './voice.service.js';

export interface EntryDeps {
  roster: Roster;
  store: Pick<RosterStore, 'findPlace' | 'readRooms'>;
  leases: Leases;
  limits: VoiceLimits;
}

/** Calls that a person's join changes: `target` is the one that they join, `origin` another one that they leave. */
export interface Route {
  place: Place | undefined;
  target: StoredRoom;
  origin: StoredRoom | undefined;
}

/** Reads the calls that a join of this channel changes. */
export const routeOf = async (
  { store }: Pick<EntryDeps, 'store'>,
  userId: string,
  { channelId, serverId }: VoiceAccess,
): Promise<Route> => {
  const place = await store.findPlace(userId);
  const others = place && place.channelId !== channelId ? [place.channelId] : [];
  const found = await store.readRooms([channelId, ...others]);
  const target = found.find((room) => room.channelId === channelId) ?? emptyRoom(channelId, serverId);
  return { place, target, origin: found.find((room) => room.channelId !== channelId) };
};

/** Returns the write by which the person joins the one call and leaves the other. @throws CALL_FULL */
export const entryWrite = (
  { leases, limits }: EntryDeps,
  { place, target, origin }: Route,
  entry: Pick<Entry, 'who' | 'channel' | 'marks'> & Pick<Place, 'takenFrom'>,
): { after: StoredRoom; write: RosterWrite } => {
  const { userId, sessionId } = entry.who;
  const after = entered(target, { ...entry, limits, isLive: leases.isLive, until: leases.end() });
  const left =
    origin && memberIn(origin, userId)
      ? [{ before: origin, after: nextRoom(origin, without(origin, userId)) }]
      : [];
  const next = { channelId: after.channelId, sessionId, takenFrom: entry.takenFrom };
  return {
    after,
    write: { rooms: [...left, { before: target, after }], place: { userId, before: place, after: next } },
  };
};

interface JoinDeps extends EntryDeps {
  rooms: KnownRooms;
  access: Pick<AccessCache, 'requireConversation'>;
  announcer: Pick<VoiceAnnouncer, 'ended' | 'moved'>;
  voice: Pick<VoiceService, 'leave' | 'settle'>;
}

interface JoinTerms {
  marks: VoiceMarks;
  /** The joining session ends the one that is in a call. */
  takeOver: boolean;
  /** False once the socket has closed: a join that comes late must not replace the socket that the session has now. */
  isConnected: () => boolean;
}

/** Joins of calls: one transaction over both calls and the person's place. */
export class Joins {
  constructor(private readonly deps: JoinDeps) {}

  /** @throws CALL_FULL, CALL_ELSEWHERE, FORBIDDEN for a session that a moderator has taken out of the call */
  async join(who: Presence, channel: VoiceAccess, terms: JoinTerms): Promise<VoiceRoom> {
    const { channelId } = channel;
    // An earlier attempt may have replaced it although its answer was lost.
    let replaced: { channelId: ChannelId; member: StoredMember } | undefined;
    const room = await this.deps.roster.write(async (write) => {
      const route = await routeOf(this.deps, who.userId, channel);
      this.requireNotTaken(who, channelId, route.place);
      const current = this.currentOf(who.userId, route);
      const isOther = current !== undefined && current.member.sessionId !== who.sessionId;
      if (isOther && !terms.takeOver) throw new AppError('CALL_ELSEWHERE');
      if (!terms.isConnected()) throw new AppError('UNAVAILABLE');
      if (isOther || (current && current.member.socketId !== who.socketId)) replaced = current;
      const entry = entryWrite(this.deps, route, { who, channel, marks: terms.marks });
      return (await write(entry.write)) ? entry.after : undefined;
    });
    // A copy of the tab may have the same session; the old socket of one that has reconnected hears nothing.
    if (replaced) this.deps.announcer.ended(replaced.channelId, replaced.member, 'taken-over');
    await this.requireStill(who, channelId);
    await this.deps.voice.settle(channelId, who.userId);
    return toVoiceRoom(this.deps.rooms.get(channelId) ?? room);
  }

  /** Tells a session again what a moderator did: the news may have been lost, and clients join again by themselves. */
  private requireNotTaken(who: Presence, channelId: ChannelId, place: Place | undefined): void {
    if (!place || place.sessionId !== who.sessionId || place.takenFrom !== channelId) return;
    const { announcer } = this.deps;
    if (place.channelId === channelId) announcer.ended(channelId, who, 'disconnected');
    else announcer.moved(channelId, who, place.channelId);
    throw new AppError('FORBIDDEN');
  }

  /** A join that was authorized before its person lost access must not stay. */
  private async requireStill(who: Presence, channelId: ChannelId): Promise<void> {
    try {
      await this.deps.access.requireConversation(who.userId, channelId, 'connect');
    } catch (error) {
      await this.deps.voice.leave(who, channelId);
      throw error;
    }
  }

  /** The person's live part in either call. */
  private currentOf(userId: string, { target, origin }: Route) {
    for (const room of [target, origin]) {
      const member = memberIn(room, userId);
      if (room && member && this.deps.leases.isLive(member)) return { channelId: room.channelId, member };
    }
    return undefined;
  }
}
