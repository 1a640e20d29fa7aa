import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MeetingNote } from '@maru/contracts/socket/notes';
import {
  aWholeNote,
  callWithNotes,
  cardsIn,
  hideChannel,
  newNote,
  noChoreLeft,
  write,
} from './testing/note-steps.js';
import { startHarness, type Harness } from './testing/socket-harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ noteTimes: { roundMs: 50, graceMs: 200 } });
});
afterAll(() => harness.stop());

const aCall = () => callWithNotes(harness);
const choreDone = (note: Pick<MeetingNote, 'noteId'>) => noChoreLeft(harness, note);

describe('the card of a note', () => {
  it('is posted once into the oldest text channel', async () => {
    const { place, owner, clients } = await aCall();
    const { note } = await clients[0].ask('note:start', newNote(place));
    await write(clients[1], note, '한 줄');
    await clients[0].ask('note:end', { channelId: place.voiceId, noteId: note.noteId });
    await choreDone(note);
    await expect(cardsIn(clients[1], place.channelId)).resolves.toMatchObject([
      {
        system: 'note-ended',
        authorId: owner,
        noteCard: {
          noteId: note.noteId,
          voiceChannelId: place.voiceId,
          topic: '주간 회의',
          lines: 1,
          participants: 2,
        },
      },
    ]);
  });

  it('goes only where all readers may see the note', async () => {
    const { place, guest, clients } = await aCall();
    await hideChannel(harness, place, { channelId: place.voiceId, members: [guest] });
    await choreDone(await aWholeNote(clients[1], newNote(place)));
    await expect(cardsIn(clients[0], place.channelId)).resolves.toEqual([]);
    await expect(cardsIn(clients[1], place.voiceId)).resolves.toHaveLength(1);

    await hideChannel(harness, place, { channelId: place.channelId, members: [guest] });
    await hideChannel(harness, place, { channelId: place.voiceId, members: [guest] });
    await choreDone(await aWholeNote(clients[1], newNote(place, '비밀 회의')));
    await expect(cardsIn(clients[0], place.channelId)).resolves.toMatchObject([
      { noteCard: { topic: '비밀 회의' } },
    ]);
  });

  it('is posted by the next round if the node that ended the note died, and never twice', async () => {
    const { place, clients } = await aCall();
    const { note } = await clients[0].ask('note:start', newNote(place));
    await write(clients[0], note, '한 줄');
    await harness.notes.end(note, new Date().toISOString());
    await clients[1].pushed('note:changed', (push) => push.note.endedAt !== null);
    await choreDone(note);
    await clients[0].ask('note:end', { channelId: place.voiceId, noteId: note.noteId });
    await expect(cardsIn(clients[0], place.channelId)).resolves.toHaveLength(1);
  });

  it('that is deleted tells nothing of the note any more', async () => {
    const { place, clients } = await aCall();
    await choreDone(await aWholeNote(clients[0], newNote(place)));
    const { message } = await clients[0].ask('message:delete', { channelId: place.channelId, seq: 1 });
    expect(message.noteCard).toBeUndefined();
  });

  it('is withheld from readers from whom the voice channel was hidden afterwards', async () => {
    const { place, clients } = await aCall();
    await choreDone(await aWholeNote(clients[0], newNote(place)));
    await expect(cardsIn(clients[1], place.channelId)).resolves.toMatchObject([{ noteCard: { lines: 1 } }]);
    await hideChannel(harness, place, { channelId: place.voiceId });
    const [shown] = await cardsIn(clients[0], place.channelId);
    const [hidden] = await cardsIn(clients[1], place.channelId);
    expect(shown?.noteCard).toBeDefined();
    expect(hidden).toMatchObject({ system: 'note-ended', deletedAt: null });
    expect(hidden?.noteCard).toBeUndefined();
  });

  it.each(['by a member', 'by a node that died'])(
    'is replaced by a tombstone when the note is deleted %s',
    async (by) => {
      const { place, clients } = await aCall();
      const note = await aWholeNote(clients[0], newNote(place));
      await choreDone(note);
      const { channelId, noteId } = note;
      await clients[1].ask('channel:open', { channelId: place.channelId });
      if (by === 'by a member') await clients[0].ask('note:delete', { channelId, noteId });
      else await harness.notes.remove(note);
      await clients[1].pushed('message:updated', ({ message }) => message.deletedAt !== null);
      const [card] = await cardsIn(clients[1], place.channelId);
      expect(card?.noteCard).toBeUndefined();
      await choreDone(note);
    },
  );
});
