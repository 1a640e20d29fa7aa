import { randomUUID } from 'node:crypto';
import { setOf } from '@maru/contracts/permissions';
import type { ChannelId } from '@maru/contracts/primitives';
import { noteIdFrom, type MeetingNote } from '@maru/contracts/socket/notes';
import { newId } from '@maru/service-kit/ids';
import { until } from '@maru/service-kit/testing/until';
import type { Client } from './call-steps.js';
import type { Place } from './communities.js';
import type { Harness } from './socket-harness.js';

type NoteRef = Pick<MeetingNote, 'noteId'>;

/** A server whose owner and one member are in the call of its voice channel. */
export const callWithNotes = async (harness: Harness) => {
  const [owner, guest] = [randomUUID(), randomUUID()];
  const place = harness.communities.create(owner, guest);
  await harness.fillCall(place, [owner, guest]);
  const clients = [await harness.connect(owner), await harness.connect(guest)] as const;
  return { place, owner, guest, clients };
};

export const newNote = (place: Place, topic = '주간 회의') => ({
  channelId: place.voiceId,
  noteId: noteIdFrom(newId()),
  topic,
});

export const write = (client: Client, note: NoteRef, text: string) =>
  client.ask('message:send', { channelId: note.noteId, nonce: randomUUID(), body: { text } });

/** Starts a note with one line and ends it. */
export const aWholeNote = async (client: Client, wanted: ReturnType<typeof newNote>) => {
  const { channelId, noteId } = wanted;
  await client.ask('note:start', wanted);
  await write(client, wanted, '한 줄');
  return (await client.ask('note:end', { channelId, noteId })).note;
};

export const linesOf = async (client: Client, { noteId }: NoteRef) => {
  const { messages } = await client.ask('message:list', { channelId: noteId, window: { at: 'latest' } });
  return messages.map(({ body }) => body.text);
};

export const cardsIn = async (client: Client, channelId: ChannelId) => {
  const { messages } = await client.ask('message:list', { channelId, window: { at: 'latest' } });
  return messages.filter(({ system }) => system === 'note-ended');
};

export const noChoreLeft = (harness: Harness, { noteId }: NoteRef) =>
  until(async () => (await harness.noteChores.findChore(noteId)) === undefined, 'nothing is left to do');

/** Hides a channel from all but the owner and the given members. */
export const hideChannel = async (
  harness: Harness,
  place: Place,
  { channelId, members = [] }: { channelId: ChannelId; members?: readonly string[] },
): Promise<void> => {
  const view = setOf('viewChannel');
  const hidden = { targetType: 'role' as const, targetId: place.serverId, allow: 0, deny: view };
  const shown = members.map((targetId) => ({
    targetType: 'member' as const,
    targetId,
    allow: view,
    deny: 0,
  }));
  harness.communities.change(place, ({ channels }) => ({
    channels: channels.map((channel) =>
      channel.channelId === channelId
        ? { ...channel, isSynced: false, overwrites: [hidden, ...shown] }
        : channel,
    ),
  }));
  await harness.nodes[0]?.liveChanges.apply([{ type: 'roles.changed', serverId: place.serverId }]);
};
