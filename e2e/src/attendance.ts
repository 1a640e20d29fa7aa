import { limits } from '@maru/contracts/limits';
import type { ClientEventInput } from '@maru/contracts/socket/events';
import { noteIdFrom } from '@maru/contracts/socket/notes';
import type { Socket } from 'socket.io-client';
import { ulid } from 'ulid';
import { api, type Person, type Place } from './people.js';
import { ask, connect } from './realtime.js';

type ChannelId = ClientEventInput<'voice:join'>['channelId'];

/** Returns the voice channel of a new server. */
export const voiceChannelOf = async (owner: Person, { serverId }: Place): Promise<ChannelId> => {
  const { channels } = await api<{ channels: { channelId: ChannelId; type: string }[] }>(
    `/chat/v1/servers/${serverId}`,
    { method: 'GET', token: owner.accessToken },
  );
  const channel = channels.find(({ type }) => type === 'voice');
  if (!channel) throw new Error('the server has no voice channel');
  return channel.channelId;
};

export interface Attendance {
  socket: Socket;
  leave: () => Promise<void>;
}

/** A person in a call without a browser: the lease is renewed until they leave. */
export const attend = async (person: Person, channelId: ChannelId): Promise<Attendance> => {
  const socket = await connect(person);
  const own = { channelId, sessionId: ulid() };
  const marks = { isMuted: true, isDeafened: false, hasCamera: false, hasScreen: false };
  await ask(socket, 'voice:join', { ...own, marks });
  const renewal = setInterval(() => {
    ask(socket, 'voice:renew', { ...own, version: 0 }).catch(() => undefined);
  }, limits.voice.renewMs);
  const leave = async () => {
    clearInterval(renewal);
    await ask(socket, 'voice:leave', own);
    socket.close();
  };
  return { socket, leave };
};

/** Starts a note in the call and returns its id. */
export const startNote = async ({ socket }: Attendance, channelId: ChannelId, topic: string) => {
  const { note } = await ask(socket, 'note:start', { channelId, noteId: noteIdFrom(ulid()), topic });
  return note.noteId;
};
