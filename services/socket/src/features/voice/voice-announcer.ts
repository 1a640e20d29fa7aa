import type { ChannelId } from '@maru/contracts/primitives';
import type { VoiceEndReason } from '@maru/contracts/socket/voice';
import type { Logger } from '@maru/service-kit/logger';
import { jitteredPause, retry } from '@maru/service-kit/retry';
import type { AccessCache } from '../access/access-cache.js';
import type { MaruServer } from '../../platform/realtime.js';
import { PacedRooms } from './paced-rooms.js';
import { memberIn, toVoiceRoom, type StoredMember, type StoredRoom } from './room.js';

interface AnnouncerDeps {
  io: MaruServer;
  access: Pick<AccessCache, 'findInServer' | 'whenCurrent'>;
  isClustered: boolean;
  log: Logger;
}

type Receiver = Pick<StoredMember, 'socketId' | 'sessionId'>;

/**
 * Minimum milliseconds between two pushes of one call to its members: each of them may change their marks often. Only those that give a
 * member their voice back don't wait; the rate of `voice:mark` bounds them.
 */
const memberPushMs = 200;
/** The same for all others who may see the channel, often the whole server. */
const viewerPushMs = 1_000;
/** Clients ignore a push that comes after a newer one. */
const pushRetries = { attempts: 4, pauseMs: jitteredPause(250) };

const socketsIn = ({ members }: StoredRoom): string[] => members.map(({ socketId }) => socketId);

const isSilenced = ({ marks, allowed }: StoredMember) => marks.isMuted || marks.isDeafened || !allowed.speak;

/** Peers play nothing of a silenced member, so a late push would swallow their first syllable. */
const givesVoice = ({ members }: StoredRoom, before: StoredRoom | undefined): boolean =>
  members.some((member) => {
    const earlier = memberIn(before, member.userId);
    return earlier !== undefined && isSilenced(earlier) && !isSilenced(member);
  });

/** Tells clients and other nodes about calls. A member who misses news gets it with their next renewal. */
export class VoiceAnnouncer {
  private readonly members = new PacedRooms(memberPushMs, (room) => {
    // Without a target, Socket.IO sends to every socket. Those who have just left may not see the channel any more.
    if (room.members.length > 0) this.send(room, socketsIn(room));
  });
  private readonly viewers = new PacedRooms(viewerPushMs, (room) => this.send(room));

  constructor(private readonly deps: AnnouncerDeps) {}

  /** Pushes a call to this node's sockets that may see its channel, to members sooner. Callers pass newer states later. */
  push(room: StoredRoom, before: StoredRoom | undefined): void {
    this.members.push(room, givesVoice(room, before));
    this.viewers.push(room);
  }

  tellNodes(room: StoredRoom): void {
    if (this.deps.isClustered) this.deps.io.serverSideEmit('voice:room', room);
  }

  ended(channelId: ChannelId, { socketId, sessionId }: Receiver, reason: VoiceEndReason): void {
    this.deps.io.to(socketId).emit('voice:ended', { channelId, sessionId, reason });
  }

  moved(channelId: ChannelId, { socketId, sessionId }: Receiver, toChannelId: ChannelId): void {
    this.deps.io.to(socketId).emit('voice:moved', { channelId, sessionId, toChannelId });
  }

  private send(room: StoredRoom, circle?: readonly string[]): void {
    retry(() => this.sendNow(room, circle), pushRetries).catch((error: unknown) =>
      this.deps.log.warn({ err: error }, 'a call was not announced'),
    );
  }

  /** Another node may know of a channel, or that it is hidden now, before this one does. */
  private async sendNow(room: StoredRoom, circle: readonly string[] | undefined): Promise<void> {
    const { serverId, channelId } = room;
    const { access, io } = this.deps;
    await access.whenCurrent();
    const found = await access.findInServer(serverId, channelId);
    if (!found) return;
    const told = { serverId, room: toVoiceRoom(room) };
    if (circle) io.local.to([...circle]).emit('voice:changed', told);
    else io.local.to(found.audience).except(socketsIn(room)).emit('voice:changed', told);
  }
}
