import type { ChannelId, ServerId } from '@maru/contracts/primitives';
import type { VoiceMarks, VoiceMember, VoiceRoom } from '@maru/contracts/socket/voice';
import type { CallNews } from '../../platform/realtime.js';

/** The call of a voice channel as it is stored and told to other nodes. `version` is 0 if it was never stored. */
export type StoredRoom = CallNews;
/** A member of a call and the socket that they take part by. */
export type StoredMember = StoredRoom['members'][number];

export const emptyRoom = (channelId: ChannelId, serverId: ServerId): StoredRoom => ({
  channelId,
  serverId,
  version: 0,
  startedAt: null,
  members: [],
});

export const memberIn = (room: StoredRoom | undefined, userId: string): StoredMember | undefined =>
  room?.members.find((member) => member.userId === userId);

export const without = (room: StoredRoom, userId: string): readonly StoredMember[] =>
  room.members.filter((member) => member.userId !== userId);

/** Returns the members with `member` in the place of the same person, or at the end. */
export const withMember = (
  members: readonly StoredMember[],
  member: StoredMember,
): readonly StoredMember[] =>
  members.some(({ userId }) => userId === member.userId)
    ? members.map((each) => (each.userId === member.userId ? member : each))
    : [...members, member];

/** Returns the next state of a room. The first version is the time, so that none repeats after the item of an empty room has expired. */
export const nextRoom = (
  room: StoredRoom,
  members: readonly StoredMember[],
  now = Date.now(),
): StoredRoom => {
  const isContinued = members.some(({ userId }) => memberIn(room, userId) !== undefined);
  const startedAt = isContinued ? room.startedAt : new Date(now).toISOString();
  return {
    ...room,
    version: room.version === 0 ? now : room.version + 1,
    startedAt: members.length === 0 ? null : startedAt,
    members,
  };
};

export const areSameMarks = (a: VoiceMarks, b: VoiceMarks): boolean =>
  a.isMuted === b.isMuted &&
  a.isDeafened === b.isDeafened &&
  a.hasCamera === b.hasCamera &&
  a.hasScreen === b.hasScreen;

export const sendsVideo = ({ marks }: VoiceMember): boolean => marks.hasCamera || marks.hasScreen;

/** Returns the room as clients see it: without sockets, nodes and leases. */
export const toVoiceRoom = ({ channelId, version, startedAt, members }: StoredRoom): VoiceRoom => ({
  channelId,
  version,
  startedAt,
  members: members.map(({ userId, sessionId, joinedAt, marks, allowed }) => ({
    userId,
    sessionId,
    joinedAt,
    marks,
    allowed,
  })),
});
