import type { VoiceLimits, VoiceMarks } from '@maru/contracts/socket/voice';
import { AppError } from '@maru/service-kit/app-error';
import { allowedIn, marksWithin, requirePlace, takesVideo, type VoiceAccess } from './places.js';
import { memberIn, nextRoom, sendsVideo, without, withMember } from './room.js';
import type { StoredMember, StoredRoom } from './room.js';

/** A person's session with the socket and node by which they take part in a call. */
export type Presence = Pick<StoredMember, 'userId' | 'sessionId' | 'socketId' | 'nodeId'>;

export interface Entry {
  who: Presence;
  channel: VoiceAccess;
  marks: VoiceMarks;
  limits: VoiceLimits;
  isLive: (member: StoredMember) => boolean;
  /** The end of the lease. */
  until: number;
}

/**
 * Returns the call with the person in it; a session that is in it already keeps its place. Clients choose the ids of their sessions and see
 * those of others. @throws CONFLICT if another person's session has the id, CALL_FULL
 */
export const entered = (room: StoredRoom, entry: Entry): StoredRoom => {
  const { who, channel, limits, until } = entry;
  const live = room.members.filter(entry.isLive);
  const others = without({ ...room, members: live }, who.userId);
  if (others.some(({ sessionId }) => sessionId === who.sessionId)) throw new AppError('CONFLICT');
  const same = memberIn({ ...room, members: live }, who.userId);
  const returning = same?.sessionId === who.sessionId ? same : undefined;
  if (!returning) requirePlace({ others, limits, channel });
  const takes = takesVideo(others.length + 1, limits) || (returning !== undefined && sendsVideo(returning));
  const allowed = allowedIn(channel);
  const member: StoredMember = {
    userId: who.userId,
    sessionId: who.sessionId,
    socketId: who.socketId,
    nodeId: who.nodeId,
    joinedAt: returning?.joinedAt ?? new Date().toISOString(),
    until,
    allowed,
    marks: marksWithin(entry.marks, { ...allowed, video: allowed.video && takes }),
  };
  return nextRoom(room, withMember(live, member));
};
