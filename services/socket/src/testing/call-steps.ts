import type { OutboxEvent } from '@maru/contracts/internal/events';
import type { ChannelId } from '@maru/contracts/primitives';
import type { VoiceMarks, VoiceMember, VoiceRoom } from '@maru/contracts/socket/voice';
import { newId } from '@maru/service-kit/ids';
import type { Place } from './communities.js';
import type { Harness } from './socket-harness.js';

export type Client = Awaited<ReturnType<Harness['connect']>>;

export const quiet: VoiceMarks = { isMuted: true, isDeafened: false, hasCamera: false, hasScreen: false };

/** One stay in a call. */
export interface Stay {
  client: Client;
  channelId: ChannelId;
  sessionId: string;
}

/** Joins the call of a voice channel with a session of its own. */
export const joinCall = async (
  client: Client,
  channelId: ChannelId,
  marks: Partial<VoiceMarks> = {},
): Promise<Stay & { room: VoiceRoom }> => {
  const sessionId = newId();
  const { room } = await client.ask('voice:join', {
    channelId,
    sessionId,
    marks: { ...quiet, ...marks },
  });
  return { client, channelId, sessionId, room };
};

/** Resolves with the room as a watcher hears of it, once it fits. */
export const roomHeard = (
  watcher: Client,
  channelId: ChannelId,
  fits: (members: VoiceMember[]) => boolean,
): Promise<{ room: VoiceRoom }> =>
  watcher.pushed('voice:changed', ({ room }) => room.channelId === channelId && fits(room.members));

/** The people in the call, as the server tells a member who may see the channel. */
export const peopleIn = async (
  watcher: Client,
  { serverId }: Place,
  channelId: ChannelId,
): Promise<string[]> => {
  const { rooms } = await watcher.ask('voice:list', { serverId });
  return rooms.find((room) => room.channelId === channelId)?.members.map(({ userId }) => userId) ?? [];
};

/** A member as the chat service announces them. */
export const memberUpdated = (
  { serverId }: Place,
  userId: string,
  changes: Partial<Extract<OutboxEvent, { type: 'member.updated' }>['member']> = {},
): OutboxEvent => ({
  type: 'member.updated',
  member: {
    serverId,
    userId,
    joinedAt: '2026-01-01T00:00:00.000Z',
    nickname: null,
    roleIds: [],
    timedOutUntil: null,
    isMuted: false,
    isDeafened: false,
    isTemporary: false,
    ...changes,
  },
});
