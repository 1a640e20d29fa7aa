import { can } from '@maru/contracts/permissions';
import type { ChannelId } from '@maru/contracts/primitives';
import type { VoiceEndReason, VoiceLimits, VoiceMarks, VoiceRoom } from '@maru/contracts/socket/voice';
import { AppError } from '@maru/service-kit/app-error';
import type { AccessCache } from '../access/access-cache.js';
import type { KnownRooms, Session } from './known-rooms.js';
import type { Leases } from './leases.js';
import { reasonOfLoss, type LossSource } from './lost-access.js';
import { allowedIn, isSameAllowance, marksWithin, requireVoice, takesVideo } from './places.js';
import { areSameMarks, memberIn, sendsVideo, toVoiceRoom, without, withMember } from './room.js';
import type { StoredMember, StoredRoom } from './room.js';
import type { Roster } from './roster.js';
import type { RosterStore, RosterWrite } from './roster-store.js';
import type { VoiceAnnouncer } from './voice-announcer.js';

interface VoiceDeps {
  roster: Roster;
  store: Pick<RosterStore, 'findPlace'>;
  rooms: KnownRooms;
  access: Pick<AccessCache, 'findConversation'> & LossSource;
  announcer: Pick<VoiceAnnouncer, 'ended'>;
  limits: VoiceLimits;
  leases: Leases;
}

interface Expulsion {
  reason: VoiceEndReason;
  /** The member as this node knows them. */
  known?: StoredMember;
}

/** The members of calls. Every change is one conditional write, so nodes that act at the same time can't overfill a call. */
export class VoiceService {
  constructor(private readonly deps: VoiceDeps) {}

  /** Removes the session from the call. A repeat changes nothing. */
  async leave({ userId, sessionId }: Session, channelId: ChannelId): Promise<void> {
    await this.deps.roster.change(channelId, (room) =>
      memberIn(room, userId)?.sessionId === sessionId ? without(room, userId) : undefined,
    );
  }

  /** @throws NOT_FOUND if the session is not in the call, FORBIDDEN, VIDEO_LIMIT_REACHED */
  async mark({ userId, sessionId }: Session, channelId: ChannelId, marks: VoiceMarks): Promise<VoiceRoom> {
    const room = await this.deps.roster.change(channelId, ({ members }) => {
      const member = members.find((each) => each.userId === userId);
      if (member?.sessionId !== sessionId) throw new AppError('NOT_FOUND');
      const next = { ...member, marks };
      // By the stored allowance: the access by which this event was authorized may be older.
      if (sendsVideo(next) && !member.allowed.video) throw new AppError('FORBIDDEN');
      const isNewVideo = sendsVideo(next) && !sendsVideo(member);
      if (isNewVideo && !takesVideo(members.length, this.deps.limits))
        throw new AppError('VIDEO_LIMIT_REACHED');
      return areSameMarks(member.marks, marks) ? undefined : withMember(members, next);
    });
    return toVoiceRoom(room);
  }

  /** Ends a member's part in the call, for a moderator. @throws NOT_FOUND if they are not in it. */
  async disconnect(channelId: ChannelId, userId: string): Promise<void> {
    if (!(await this.expel(channelId, userId, { reason: 'disconnected' }))) throw new AppError('NOT_FOUND');
  }

  /** Brings a member's part in a call in line with their current access: ends it, or updates what they are allowed. */
  async settle(channelId: ChannelId, userId: string): Promise<void> {
    const conversation = await this.deps.access.findConversation(userId, channelId);
    const room = this.deps.rooms.get(channelId);
    const known = memberIn(room, userId);
    if (!conversation || !can(conversation.permissions, 'connect')) {
      const reason = room ? await reasonOfLoss(this.deps.access, userId, room) : 'no-access';
      await this.expel(channelId, userId, { reason, known });
      return;
    }
    const allowed = allowedIn(requireVoice(conversation));
    if (known && isSameAllowance(known.allowed, allowed)) return;
    await this.deps.roster.change(channelId, (room) => {
      const member = memberIn(room, userId);
      if (!member || isSameAllowance(member.allowed, allowed)) return undefined;
      return withMember(room.members, { ...member, allowed, marks: marksWithin(member.marks, allowed) });
    });
  }

  /** Removes members whose lease has ended. */
  async sweep(channelId: ChannelId): Promise<void> {
    await this.deps.roster.change(channelId, ({ members }) => {
      const live = members.filter(this.deps.leases.isLive);
      return live.length === members.length ? undefined : live;
    });
  }

  /** The people in a call by its stored roster. */
  async peopleIn(channelId: ChannelId): Promise<string[]> {
    const room = await this.deps.roster.read(channelId);
    return (room?.members ?? []).filter(this.deps.leases.isLive).map(({ userId }) => userId);
  }

  /** Returns false if the person is not in the call. */
  private async expel(channelId: ChannelId, userId: string, { reason, known }: Expulsion): Promise<boolean> {
    // Told even if they are gone from the store: by an earlier attempt whose answer was lost, or by a node whose push did not arrive.
    let removed = known;
    const plan = (room: StoredRoom) => {
      const member = memberIn(room, userId);
      removed = member ?? removed;
      return member && without(room, userId);
    };
    const isForGood = reason === 'disconnected';
    await this.deps.roster.change(
      channelId,
      plan,
      isForGood ? () => this.takenPlace(channelId, removed) : undefined,
    );
    if (removed) this.deps.announcer.ended(channelId, removed, reason);
    return removed !== undefined;
  }

  /** The place of a member whose session must not come back by itself. */
  private async takenPlace(
    channelId: ChannelId,
    member: StoredMember | undefined,
  ): Promise<RosterWrite['place']> {
    if (!member) return undefined;
    const { userId, sessionId } = member;
    const before = await this.deps.store.findPlace(userId);
    if (before?.sessionId !== sessionId || before.channelId !== channelId) return undefined;
    return { userId, before, after: { ...before, takenFrom: channelId } };
  }
}
