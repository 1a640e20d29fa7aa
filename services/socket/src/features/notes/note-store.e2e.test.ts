import { randomUUID } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { limits } from '@maru/contracts/limits';
import { channelId as channelIdSchema, serverId as serverIdSchema } from '@maru/contracts/primitives';
import { textBody } from '@maru/contracts/socket/message-body';
import type { Message } from '@maru/contracts/socket/messages';
import { noteIdFrom, type MeetingNote } from '@maru/contracts/socket/notes';
import { newId } from '@maru/service-kit/ids';
import { createDynamo } from '../../platform/dynamo.js';
import { createTables, tableNames } from '../../platform/tables.js';
import { DynamoMessageStore } from '../messages/message-store.dynamo.js';
import { FakeMessageStore } from '../messages/message-store.fake.js';
import type { MessageStore } from '../messages/message-store.js';
import { DynamoCardStore } from './card-store.dynamo.js';
import type { CardStore } from './card-store.js';
import { DynamoChoreStore } from './chore-store.dynamo.js';
import type { ChoreStore } from './chore-store.js';
import { DynamoNoteStore } from './note-store.dynamo.js';
import { FakeNoteStore } from './note-store.fake.js';
import type { NoteStore } from './note-store.js';

const { client, documents } = createDynamo({
  region: 'ap-northeast-2',
  endpoint: process.env.TEST_DYNAMODB_ENDPOINT,
});
const prefix = `test_${randomUUID().slice(0, 8)}_`;
const tables = tableNames(prefix);
beforeAll(() => createTables(client, prefix));
afterAll(() => client.destroy());

interface Stores {
  notes: NoteStore;
  chores: ChoreStore;
  cards: CardStore;
  messages: MessageStore;
}

const inMemory = (): Stores => {
  const messages = new FakeMessageStore();
  const notes = new FakeNoteStore(messages);
  return { messages, notes, chores: notes, cards: notes };
};
const inDynamo = (): Stores => ({
  messages: new DynamoMessageStore(documents, tables),
  notes: new DynamoNoteStore(documents, tables),
  chores: new DynamoChoreStore(documents, tables.notes),
  cards: new DynamoCardStore(documents, tables.notes),
});

const aChannel = () => channelIdSchema.parse(newId());
const second = (n: number) => new Date(Date.UTC(2026, 10, 29, 0, 0, n)).toISOString();

const aNote = (from: Partial<MeetingNote> = {}): MeetingNote => ({
  noteId: noteIdFrom(newId()),
  channelId: aChannel(),
  serverId: serverIdSchema.parse(newId()),
  topic: '회의',
  startedBy: randomUUID(),
  startedAt: second(0),
  endedAt: null,
  version: 1,
  ...from,
});

const write = async ({ messages }: Stores, { noteId }: MeetingNote, maxMessages = 10) => {
  const head = await messages.readHead(noteId);
  const line: Message = {
    channelId: noteId,
    seq: head.lastSeq + 1,
    nonce: randomUUID(),
    authorId: randomUUID(),
    body: textBody('줄'),
    createdAt: second(1),
    editedAt: null,
    deletedAt: null,
    version: 1,
  };
  return (await messages.append(noteId, head, { messages: [line], whileOpen: { maxMessages } })).status;
};

describe.each([
  ['in memory', inMemory],
  ['in DynamoDB', inDynamo],
])('meeting notes %s', (_name, create) => {
  it('take lines from their start to their end, as many as allowed', async () => {
    const [stores, note] = [create(), aNote()];
    await expect(write(stores, note)).resolves.toBe('refused');
    await expect(stores.notes.start(note)).resolves.toBe('started');
    await expect(write(stores, note)).resolves.toBe('written');
    await expect(write(stores, note, 1)).resolves.toBe('refused');
    await expect(stores.notes.end(note, second(9))).resolves.toBe(true);
    await expect(write(stores, note)).resolves.toBe('refused');
    await expect(stores.notes.find(note.noteId)).resolves.toEqual({
      ...note,
      endedAt: second(9),
      version: 2,
    });
  });

  it('run one at a time in a channel, under an id of their own', async () => {
    const [{ notes }, note] = [create(), aNote()];
    const other = aNote({ channelId: note.channelId, startedAt: second(5) });
    const started = await Promise.all([notes.start(note), notes.start(note)]);
    expect(started.filter((each) => each === 'started')).toHaveLength(1);
    await expect(notes.start(note)).resolves.toBe('taken');
    await expect(notes.start({ ...note, channelId: aChannel() })).resolves.toBe('taken');
    await expect(notes.start(other)).resolves.toBe('running');
    await expect(notes.findRunning(note.channelId)).resolves.toEqual(note);
    await notes.end(note, second(4));
    await expect(notes.findRunning(note.channelId)).resolves.toBeUndefined();
    await expect(notes.start(other)).resolves.toBe('started');
  });

  it('are found by id with their homes, and listed from the newest in pages', async () => {
    const [{ notes }, channelId] = [create(), aChannel()];
    const all = [1, 2, 3].map((n) => aNote({ channelId, startedAt: second(n) }));
    for (const note of all) {
      await notes.start(note);
      await notes.end(note, note.startedAt);
    }
    const { noteId, serverId } = all[0] ?? aNote();
    await expect(notes.findHome(noteId)).resolves.toEqual({
      scope: 'note',
      serverId,
      voiceChannelId: channelId,
    });
    await expect(notes.findHome(noteIdFrom(newId()))).resolves.toBeUndefined();
    const first = await notes.list(channelId, { limit: 2 });
    expect(first.notes.map(({ startedAt }) => startedAt)).toEqual([second(3), second(2)]);
    const rest = await notes.list(channelId, { from: first.next, limit: 2 });
    expect(rest).toMatchObject({ notes: [{ startedAt: second(1) }], next: undefined });
  });

  it('change only from the version that the writer has read', async () => {
    const [{ notes }, note] = [create(), aNote()];
    await notes.start(note);
    await expect(notes.rename(note, '새 주제')).resolves.toBe(true);
    await expect(notes.rename(note, '헌 주제')).resolves.toBe(false);
    await expect(notes.end(note, second(3))).resolves.toBe(false);
    await expect(notes.remove(note)).resolves.toBe(false);
    await expect(notes.find(note.noteId)).resolves.toEqual({ ...note, topic: '새 주제', version: 2 });
  });

  it('that are removed are hidden at once, refuse lines, and leave a chore until they are forgotten', async () => {
    const [stores, note] = [create(), aNote()];
    const { notes, chores } = stores;
    await notes.start(note);
    await expect(notes.remove(note)).resolves.toBe(true);
    await expect(notes.find(note.noteId)).resolves.toBeUndefined();
    await expect(notes.findHome(note.noteId)).resolves.toBeUndefined();
    await expect(notes.findRunning(note.channelId)).resolves.toBeUndefined();
    await expect(notes.list(note.channelId, { limit: 9 })).resolves.toEqual({ notes: [], next: undefined });
    await expect(write(stores, note)).resolves.toBe('refused');
    await expect(notes.start(note)).resolves.toBe('taken');
    await expect(chores.findChore(note.noteId)).resolves.toMatchObject({ kind: 'purge' });
    await notes.forget(note.noteId);
    await expect(chores.findChore(note.noteId)).resolves.toBeUndefined();
    await expect(write(stores, note)).resolves.toBe('refused');
  });

  it('have one chore after another, which remembers the call', async () => {
    const [{ notes, chores, cards }, note] = [create(), aNote()];
    const { noteId, channelId, startedBy } = note;
    await notes.start(note);
    const guest = randomUUID();
    await chores.observe(noteId, { emptySince: second(2), participants: [guest] });
    const watched = await chores.findChore(noteId);
    expect(watched).toMatchObject({ kind: 'watch', noteId, channelId, emptySince: second(2) });
    expect(watched?.participants.toSorted()).toEqual([startedBy, guest].toSorted());
    await chores.observe(noteId, { participants: [] });
    expect((await chores.findChore(noteId))?.emptySince).toBeUndefined();
    await cards.finishCard(noteId, undefined);
    await notes.end(note, second(3));
    await chores.observe(noteId, { emptySince: second(4), participants: [] });
    await expect(chores.findChore(noteId)).resolves.toMatchObject({ kind: 'card' });
    await cards.finishCard(noteId, undefined);
    await expect(chores.findChore(noteId)).resolves.toBeUndefined();
  });

  it('know the place of their card until they are forgotten', async () => {
    const [{ notes, chores, cards }, note] = [create(), aNote()];
    const { noteId, serverId, startedBy: authorId } = note;
    const [first, other] = [aChannel(), aChannel()].map((channelId) => ({ serverId, channelId, authorId }));
    if (!first || !other) throw new Error('no places');
    await expect(cards.chooseCard(noteId, first)).resolves.toBeUndefined();
    await notes.start(note);
    await notes.end(note, second(3));
    await expect(cards.findCard(noteId)).resolves.toBeUndefined();
    await expect(cards.chooseCard(noteId, first)).resolves.toEqual(first);
    await expect(cards.chooseCard(noteId, other)).resolves.toEqual(first);
    await cards.forgetCard(noteId);
    await expect(cards.chooseCard(noteId, other)).resolves.toEqual(other);
    await cards.finishCard(noteId, { ...first, seq: 7 });
    await expect(chores.findChore(noteId)).resolves.toMatchObject({ kind: 'card' });
    await cards.finishCard(noteId, { ...other, seq: 8 });
    await expect(chores.findChore(noteId)).resolves.toBeUndefined();
    await expect(notes.remove({ ...note, version: 2 })).resolves.toBe(true);
    await cards.finishCard(noteId, { ...other, seq: 9 });
    await expect(cards.findCard(noteId)).resolves.toEqual({ ...other, seq: 8 });
    await expect(cards.chooseCard(noteId, other)).resolves.toBeUndefined();
    await notes.forget(noteId);
    await cards.forgetCard(noteId);
    await expect(cards.findCard(noteId)).resolves.toBeUndefined();
  });

  it('list their chores in pages, with those about authors', async () => {
    const { notes, chores } = create();
    const [one, other] = [aNote(), aNote()];
    await notes.start(one);
    await notes.start(other);
    const about = {
      kind: 'author',
      channelId: aChannel(),
      authorId: randomUUID(),
      since: second(0),
    } as const;
    await chores.addAuthorChore({ ...about, id: 'earlier' });
    await chores.addAuthorChore({ ...about, id: 'later' });
    await chores.advanceAuthorChore({ ...about, id: 'earlier' }, undefined);
    await chores.advanceAuthorChore({ ...about, id: 'later' }, second(7));
    const found = [];
    let from: string | undefined;
    do {
      const page = await chores.chores({ from, limit: 1 });
      found.push(...page.chores);
      from = page.next;
    } while (from);
    expect(found).toContainEqual(expect.objectContaining({ id: 'later', doneFrom: second(7) }));
    for (const { noteId } of [one, other])
      expect(found).toContainEqual(expect.objectContaining({ noteId, kind: 'watch' }));
    await chores.advanceAuthorChore({ ...about, id: 'later' }, undefined);
    const left = await chores.chores({ limit: 100 });
    expect(left.chores.some(({ kind }) => kind === 'author')).toBe(false);
  });

  it('of a channel that is gone are removed one by one', async () => {
    const [{ notes }, channelId] = [create(), aChannel()];
    const all = [1, 2].map((n) => aNote({ channelId, startedAt: second(n) }));
    for (const note of all) {
      await notes.start(note);
      if (note === all[0]) await notes.end(note, second(1));
    }
    for (const _ of all) {
      const noteId = await notes.removeOneIn(channelId);
      expect(noteId).toBeDefined();
      if (noteId) await notes.forget(noteId);
    }
    await expect(notes.removeOneIn(channelId)).resolves.toBeUndefined();
    await expect(notes.start(aNote({ channelId }))).resolves.toBe('started');
  });
});

it('a channel has a bounded number of notes, and a removed note makes room', async () => {
  const { notes } = inMemory();
  const channelId = aChannel();
  const all = Array.from({ length: limits.notes.perChannel }, () => aNote({ channelId }));
  for (const note of all) {
    await notes.start(note);
    await notes.end(note, second(1));
  }
  const next = aNote({ channelId });
  await expect(notes.start(next)).resolves.toBe('full');
  const [first] = all;
  if (first) await notes.remove({ ...first, version: 2 });
  await expect(notes.start(next)).resolves.toBe('started');
});

it('a channel whose count in DynamoDB has reached the bound takes no further note', async () => {
  const { notes } = inDynamo();
  const [note, channelId] = [aNote(), aChannel()];
  const count = { part: `count#${channelId}`, place: '-', notes: limits.notes.perChannel - 1 };
  await documents.send(new PutCommand({ TableName: tables.notes, Item: count }));
  const last = { ...note, channelId };
  await expect(notes.start(last)).resolves.toBe('started');
  await notes.end(last, second(1));
  await expect(notes.start(aNote({ channelId }))).resolves.toBe('full');
  await notes.remove({ ...last, version: 2 });
  await expect(notes.start(aNote({ channelId }))).resolves.toBe('started');
});
