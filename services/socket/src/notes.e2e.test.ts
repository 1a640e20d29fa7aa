import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ChannelId } from '@maru/contracts/primitives';
import type { MeetingNote } from '@maru/contracts/socket/notes';
import { newId } from '@maru/service-kit/ids';
import { until } from '@maru/service-kit/testing/until';
import type { Client } from './testing/call-steps.js';
import {
  aWholeNote,
  callWithNotes,
  cardsIn,
  hideChannel,
  linesOf,
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

describe('a meeting note', () => {
  it('is started, told to all who see the channel, written by several, and ended', async () => {
    const { place, owner, clients } = await aCall();
    const [a, b] = clients;
    const { note } = await a.ask('note:start', newNote(place));
    expect(note).toMatchObject({ topic: '주간 회의', startedBy: owner, endedAt: null, version: 1 });
    await expect(b.pushed('note:changed')).resolves.toEqual({ note });
    await b.ask('channel:open', { channelId: note.noteId });
    await write(a, note, '첫 줄');
    await write(b, note, '둘째 줄');
    await b.pushed('message:created', ({ messages }) => messages[0]?.body.text === '첫 줄');
    await expect(linesOf(b, note)).resolves.toEqual(['첫 줄', '둘째 줄']);

    const { channelId, noteId } = note;
    const ended = await a.ask('note:end', { channelId, noteId });
    expect(ended.note).toMatchObject({ version: 2 });
    await expect(a.ask('note:end', { channelId, noteId })).resolves.toEqual(ended);
    await expect(b.ask('note:get', { channelId, noteId })).resolves.toEqual(ended);
    await expect(write(b, note, '늦은 줄')).rejects.toThrow('NOTE_ENDED');
    await expect(linesOf(b, note)).resolves.toEqual(['첫 줄', '둘째 줄']);
  });

  it('ends itself once its call has been empty for a while, and not before', async () => {
    const { place, owner, clients } = await aCall();
    const { note } = await clients[0].ask('note:start', newNote(place));
    await harness.fillCall(place, []);
    await until(
      async () => (await harness.noteChores.findChore(note.noteId))?.emptySince !== undefined,
      'the empty call is noticed',
    );
    await harness.fillCall(place, [owner]);
    await until(
      async () => (await harness.noteChores.findChore(note.noteId))?.emptySince === undefined,
      'the return is noticed',
    );
    await expect(write(clients[0], note, '아직')).resolves.toBeDefined();
    await harness.fillCall(place, []);
    await clients[1].pushed('note:changed', (push) => push.note.endedAt !== null);
    await expect(write(clients[0], note, '끝')).rejects.toThrow('NOTE_ENDED');
  });

  it('is started by a member who has joined the call, and ends after the last one has left it', async () => {
    const [owner, guest] = [randomUUID(), randomUUID()];
    const place = harness.communities.create(owner, guest);
    const clients = [await harness.connect(owner), await harness.connect(guest)] as const;
    const { voiceId: channelId } = place;
    const marks = { isMuted: false, isDeafened: false, hasCamera: false, hasScreen: false };
    const sessions = clients.map(() => newId());
    const own = (index: number) => ({ channelId, sessionId: sessions[index] ?? '' });
    await expect(clients[0].ask('note:start', newNote(place))).rejects.toThrow('NOTE_NOT_POSSIBLE');
    await clients[0].ask('voice:join', { ...own(0), marks });
    await clients[1].ask('voice:join', { ...own(1), marks });
    const { note } = await clients[0].ask('note:start', newNote(place));
    await clients[0].ask('voice:leave', own(0));
    await write(clients[1], note, '혼자 남아 쓰는 줄');
    await clients[1].ask('voice:leave', own(1));
    await clients[0].pushed('note:changed', (push) => push.note.endedAt !== null);
    await expect(write(clients[1], note, '끝')).rejects.toThrow('NOTE_ENDED');
    await choreDone(note);
    await expect(cardsIn(clients[0], place.channelId)).resolves.toMatchObject([
      { noteCard: { lines: 1, participants: 2 } },
    ]);
  });
});

describe('starting a note', () => {
  it('by several at once starts one', async () => {
    const { place, clients } = await aCall();
    const attempts = await Promise.allSettled(
      clients.map((client) => client.ask('note:start', newNote(place))),
    );
    expect(attempts.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(attempts).toContainEqual(
      expect.objectContaining({ reason: expect.objectContaining({ code: 'NOTE_NOT_POSSIBLE' }) }),
    );
    const { notes, running } = await clients[0].ask('note:list', { channelId: place.voiceId });
    expect(notes).toEqual([running]);
  });

  it('again with the same id returns the same note, at the same time and after its end', async () => {
    const { place, clients } = await aCall();
    const wanted = newNote(place);
    const [one, other] = await Promise.all([
      clients[0].ask('note:start', wanted),
      clients[0].ask('note:start', wanted),
    ]);
    expect(one).toEqual(other);
    const note = await aWholeNote(clients[0], wanted);
    await expect(clients[0].ask('note:start', wanted)).resolves.toEqual({ note });
    await expect(clients[1].ask('note:start', wanted)).rejects.toThrow('CONFLICT');
  });

  it('is refused in text channels and with the id of a channel', async () => {
    const { place, clients } = await aCall();
    const inText = { ...newNote(place), channelId: place.channelId };
    await expect(clients[0].ask('note:start', inText)).rejects.toThrow('CHANNEL_NOT_VOICE');
    const wrong = { ...newNote(place), noteId: place.channelId };
    await expect(clients[0].ask('note:start', wrong)).rejects.toThrow('VALIDATION_FAILED');
  });

  it('ends by itself if its starter leaves the call at that moment', async () => {
    const { place, clients } = await aCall();
    const started = clients[0].ask('note:start', newNote(place));
    const { note } = await started;
    await write(clients[0], note, '한 줄');
    await harness.fillCall(place, []);
    await clients[1].pushed('note:changed', (push) => push.note.endedAt !== null);
    await choreDone(note);
  });
});

describe('a note that ends without a line', () => {
  it.each(['ended by its starter', 'left by all'])('is deleted, and posts no card: %s', async (how) => {
    const { place, clients } = await aCall();
    const { note } = await clients[0].ask('note:start', newNote(place));
    const { channelId, noteId } = note;
    await write(clients[1], note, '아무 말');
    await clients[1].ask('message:delete', { channelId: noteId, seq: 1 });
    if (how === 'left by all') await harness.fillCall(place, []);
    else await clients[0].ask('note:end', { channelId, noteId });
    await clients[1].pushed('note:deleted', (push) => push.noteId === noteId);
    await choreDone(note);
    await expect(clients[1].ask('note:list', { channelId })).resolves.toMatchObject({
      notes: [],
      running: null,
    });
    for (const id of [place.channelId, channelId]) await expect(cardsIn(clients[1], id)).resolves.toEqual([]);
  });
});

it('a topic that a content rule flags is reported to moderators, with the start and with each new name', async () => {
  const { place, guest, clients } = await aCall();
  harness.communities.forbid(place, { trigger: { kind: 'words', words: ['나쁜말'] }, action: 'flag' });
  const { note } = await clients[1].ask('note:start', newNote(place, '나쁜말 회의'));
  const { channelId, noteId } = note;
  await clients[1].ask('note:rename', { channelId, noteId, topic: '나쁜말 모임' });
  // Owners are exempt.
  await clients[0].ask('note:rename', { channelId, noteId, topic: '나쁜말 모음' });
  const reported = () => harness.moderation.violations.filter((each) => each.channelId === place.voiceId);
  await until(() => reported().length >= 2, 'both topics are reported');
  expect(reported()).toMatchObject([
    { userId: guest, seq: null, text: '나쁜말 회의' },
    { userId: guest, seq: null, text: '나쁜말 모임' },
  ]);
});

it('a line is in the note if it was acknowledged, however close to the end', async () => {
  const { place, clients } = await aCall();
  const { note } = await clients[0].ask('note:start', newNote(place));
  const written: string[] = [];
  let isEnded = false;
  const writeUntilEnd = async (client: Client, name: string) => {
    for (let n = 0; !isEnded && n < 200; n += 1) {
      const text = `${name} ${n}`;
      try {
        await write(client, note, text);
        written.push(text);
      } catch (error) {
        if ((error as Error).message === 'NOTE_ENDED') return;
        if ((error as Error).message !== 'RATE_LIMITED') throw error;
        return;
      }
    }
  };
  const writing = Promise.all(clients.map((client, index) => writeUntilEnd(client, `${index}`)));
  await until(() => written.length > 6, 'some lines are written');
  const { noteId } = note;
  await clients[0].ask('note:end', { channelId: place.voiceId, noteId });
  const { lastSeq } = await harness.messages.readHead(noteId);
  isEnded = true;
  await writing;
  const stored = await harness.messages.range(noteId, 1, 1_000);
  expect(stored).toHaveLength(lastSeq);
  expect(stored.map(({ body }) => body.text).toSorted()).toEqual(written.toSorted());
});

it('a line sent again after the end is acknowledged if it is in the note', async () => {
  const { place, clients } = await aCall();
  const { note } = await clients[0].ask('note:start', newNote(place));
  const line = { channelId: note.noteId, nonce: randomUUID(), body: { text: '한 번' } };
  const { message } = await clients[0].ask('message:send', line);
  await clients[0].ask('note:end', { channelId: place.voiceId, noteId: note.noteId });
  await expect(clients[0].ask('message:send', line)).resolves.toMatchObject({ message });
});

it('a note has no badges and no read pointers', async () => {
  const { place, clients } = await aCall();
  const { note } = await clients[0].ask('note:start', newNote(place));
  const { noteId: channelId } = note;
  await write(clients[0], note, '한 줄');
  await write(clients[1], note, '두 줄');
  await expect(clients[0].ask('channel:open', { channelId })).resolves.toMatchObject({ lastReadSeq: 2 });
  await expect(clients[0].ask('read:update', { channelId, seq: 1 })).resolves.toEqual({ lastReadSeq: 2 });
  const pointers = await harness.scan('readPointers');
  expect(pointers.filter((pointer) => pointer.channelId === channelId)).toEqual([]);
  await clients[0].ask('message:send', {
    channelId: place.channelId,
    nonce: randomUUID(),
    body: { text: '보통 글' },
  });
  await clients[1].pushed('channel:activity', (push) => push.channelId === place.channelId);
  const hints = clients[1].pushes.filter(({ event }) => event === 'channel:activity');
  expect(hints.map(({ payload }) => (payload as { channelId: ChannelId }).channelId)).toEqual([
    place.channelId,
  ]);
});

it('notes are found by parts of their topics, whatever the case, width or composition', async () => {
  const { place, clients } = await aCall();
  for (const topic of ['API 설계', '주간 회의', 'Ｒｅｌｅａｓｅ 회고']) {
    await aWholeNote(clients[0], newNote(place, topic));
  }
  const find = async (search: string) => {
    const { notes } = await clients[1].ask('note:list', { channelId: place.voiceId, search });
    return notes.map(({ topic }) => topic);
  };
  await expect(find('')).resolves.toEqual(['Ｒｅｌｅａｓｅ 회고', '주간 회의', 'API 설계']);
  await expect(find('api')).resolves.toEqual(['API 설계']);
  await expect(find('release')).resolves.toEqual(['Ｒｅｌｅａｓｅ 회고']);
  await expect(find('회의'.normalize('NFD'))).resolves.toEqual(['주간 회의']);
  await expect(find('ㅈㄱ')).resolves.toEqual(['주간 회의']);
  await expect(find('없는 주제')).resolves.toEqual([]);
});

describe('action items', () => {
  const taskOf = (client: Client, { noteId: channelId }: Pick<MeetingNote, 'noteId'>) => ({
    set: (task: { isDone: boolean; assigneeId: string | null } | null) =>
      client.ask('task:set', { channelId, seq: 1, task }),
    list: () => client.ask('annotation:list', { channelId, from: 1, to: 100 }),
  });

  it('are told to all who have the note open, and a repeat changes nothing', async () => {
    const { place, owner, guest, clients } = await aCall();
    const { note } = await clients[0].ask('note:start', newNote(place));
    await write(clients[0], note, '할 일: 문서 쓰기');
    await clients[1].ask('channel:open', { channelId: note.noteId });
    const task = taskOf(clients[0], note);
    const { annotation } = await task.set({ isDone: false, assigneeId: guest });
    expect(annotation).toMatchObject({
      kind: 'task',
      seq: 1,
      value: { isDone: false, assigneeId: guest, changedBy: owner },
    });
    await clients[1].pushed('annotation:updated', ({ updates }) => updates[0]?.annotation.kind === 'task');
    await expect(taskOf(clients[1], note).set({ isDone: false, assigneeId: guest })).resolves.toEqual({
      annotation,
    });
    await clients[0].ask('note:end', { channelId: place.voiceId, noteId: note.noteId });
    await taskOf(clients[1], note).set({ isDone: true, assigneeId: guest });
    await expect(task.list()).resolves.toMatchObject({
      annotations: [{ kind: 'task', value: { isDone: true, changedBy: guest } }],
    });
    await task.set(null);
    await expect(task.list()).resolves.toMatchObject({ annotations: [] });
  });

  it('of deleted lines can no longer be set', async () => {
    const { place, clients } = await aCall();
    const { note } = await clients[0].ask('note:start', newNote(place));
    await write(clients[0], note, '할 일');
    await clients[0].ask('message:delete', { channelId: note.noteId, seq: 1 });
    await expect(taskOf(clients[0], note).set({ isDone: true, assigneeId: null })).rejects.toThrow(
      'MESSAGE_DELETED',
    );
  });
});

describe('losing a voice channel', () => {
  it('closes its notes on open sockets', async () => {
    const { place, clients } = await aCall();
    const { note } = await clients[0].ask('note:start', newNote(place));
    await clients[1].ask('channel:open', { channelId: note.noteId });
    await hideChannel(harness, place, { channelId: place.voiceId });
    await write(clients[0], note, '비밀');
    await expect(write(clients[1], note, '아직?')).rejects.toThrow('NOT_FOUND');
    const { pushes } = clients[1];
    expect(pushes.filter(({ event }) => event === 'message:created')).toEqual([]);
    expect(pushes.some(({ event }) => event === 'channel:deleted')).toBe(true);
  });
});

describe('removing notes', () => {
  const tables = [
    'channelHeads',
    'messages',
    'messageNonces',
    'annotations',
    'notes',
    'readPointers',
  ] as const;
  const stored = async (id: string) => {
    const rows = await Promise.all(tables.map((table) => harness.scan(table)));
    return rows.flat().filter((row) => JSON.stringify(row).includes(id));
  };

  it('leaves nothing of a deleted note, and tells all who may see the channel', async () => {
    const { place, clients } = await aCall();
    const { note } = await clients[0].ask('note:start', newNote(place));
    const { noteId, channelId } = note;
    await write(clients[1], note, '할 일');
    await clients[1].ask('task:set', {
      channelId: noteId,
      seq: 1,
      task: { isDone: false, assigneeId: null },
    });
    await clients[0].ask('note:delete', { channelId, noteId });
    await clients[1].pushed('note:deleted', (push) => push.noteId === noteId);
    await expect(clients[1].ask('note:get', { channelId, noteId })).rejects.toThrow('NOT_FOUND');
    await expect(write(clients[1], note, '아직?')).rejects.toThrow('NOT_FOUND');
    await choreDone(note);
    await expect(stored(noteId)).resolves.toEqual([]);
    await expect(clients[0].ask('note:delete', { channelId, noteId })).rejects.toThrow('NOT_FOUND');
  });

  it('is finished by the next round if the node that deleted the note died', async () => {
    const { place, clients } = await aCall();
    const { note } = await clients[0].ask('note:start', newNote(place));
    await write(clients[0], note, '한 줄');
    await harness.notes.remove(note);
    await clients[1].pushed('note:deleted', (push) => push.noteId === note.noteId);
    await choreDone(note);
    await expect(stored(note.noteId)).resolves.toEqual([]);
  });

  it('refuses every line that is written meanwhile', async () => {
    const { place, clients } = await aCall();
    const { note } = await clients[0].ask('note:start', newNote(place));
    await write(clients[1], note, '첫 줄');
    const lines = Array.from({ length: 15 }, (_, n) =>
      write(clients[1], note, `${n}`).catch(() => undefined),
    );
    await clients[0].ask('note:delete', { channelId: note.channelId, noteId: note.noteId });
    await Promise.all(lines);
    await choreDone(note);
    await expect(stored(note.noteId)).resolves.toEqual([]);
  });

  it('goes with the channel, and with the last step nothing is left', async () => {
    const { place, clients } = await aCall();
    const ids: ChannelId[] = [];
    for (const topic of ['하나', '둘']) {
      const { note } = await clients[0].ask('note:start', newNote(place, topic));
      await write(clients[0], note, '한 줄');
      ids.push(note.noteId);
      if (topic === '하나')
        await clients[0].ask('note:end', { channelId: place.voiceId, noteId: note.noteId });
    }
    const purges = harness.nodes[0]?.purges;
    await until(async () => (await purges?.purgeChannel(place.voiceId)) === true, 'the channel is purged');
    // The card of the first note stood in another channel, and has left a tombstone with its nonce.
    for (const id of [...ids, place.voiceId])
      for (const row of await stored(id)) expect(row.nonce ?? row.nonceKey).toMatch(/note-ended-/);
    await expect(cardsIn(clients[0], place.channelId)).resolves.toMatchObject([
      { deletedAt: expect.any(String) },
    ]);
  });

  it('replaces the lines of a banned author since the given time in all notes of the channel', async () => {
    const { place, guest, clients } = await aCall();
    const all: MeetingNote[] = [];
    for (const topic of ['옛 회의', '새 회의', '지금 회의']) {
      const { note } = await clients[0].ask('note:start', newNote(place, topic));
      await write(clients[1], note, '광고');
      await write(clients[0], note, '본론');
      all.push(note);
      if (topic !== '지금 회의')
        await clients[0].ask('note:end', { channelId: place.voiceId, noteId: note.noteId });
    }
    const since = all[1]?.startedAt ?? '';
    await harness.nodes[0]?.purges.purgeAuthor(place.voiceId, { authorId: guest, since });
    const texts = () => Promise.all(all.map((note) => linesOf(clients[0], note)));
    await until(
      async () => (await texts()).slice(1).every(([first]) => first === ''),
      'the later notes are purged',
    );
    await expect(texts()).resolves.toEqual([
      ['광고', '본론'],
      ['', '본론'],
      ['', '본론'],
    ]);
  });
});
