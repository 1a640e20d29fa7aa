import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ordinaryPermissions, setOf } from '@maru/contracts/permissions';
import { roleId } from '@maru/contracts/primitives';
import { clientEvents, type ClientEventName } from '@maru/contracts/socket/events';
import { noteIdFrom, type MeetingNote } from '@maru/contracts/socket/notes';
import { newId } from '@maru/service-kit/ids';
import type { Client } from './testing/call-steps.js';
import { startHarness, type Harness } from './testing/socket-harness.js';

let harness: Harness;
beforeAll(async () => {
  // Members without access stay in the calls: only events settle them.
  harness = await startHarness({ voice: { times: { settleMs: 600_000 } } });
});
afterAll(() => harness.stop());

type Outcome = 'ok' | 'NOT_FOUND' | 'FORBIDDEN' | 'NOTE_NOT_POSSIBLE';

/**
 * Actors in the note's server, unless said otherwise. All but `absent` are in the call, however they came there. The manager may manage notes,
 * the moderator only messages; `unconnected` may not connect, `unverified` has joined a moment ago.
 */
const actors = [
  'starter',
  'owner',
  'manager',
  'moderator',
  'member',
  'absent',
  'unconnected',
  'unverified',
  'timedOut',
  'unseeing',
  'removed',
  'otherOwner',
  'outsider',
] as const;
type Actor = (typeof actors)[number];
type Expected = Record<Actor, Outcome>;

const each = (outcome: Outcome, others: Partial<Expected> = {}): Expected => ({
  // Each actor gets one.
  ...(Object.fromEntries(actors.map((actor) => [actor, outcome])) as Expected),
  unseeing: 'NOT_FOUND',
  removed: 'NOT_FOUND',
  otherOwner: 'NOT_FOUND',
  outsider: 'NOT_FOUND',
  ...others,
});
const readers = each('ok');
const writers = each('ok', { unconnected: 'FORBIDDEN', unverified: 'FORBIDDEN', timedOut: 'FORBIDDEN' });
const managers = each('FORBIDDEN', { owner: 'ok', manager: 'ok' });

interface Scene {
  note: MeetingNote;
  seq: number;
  /** The member who may see the note. */
  assigneeId: string;
}
interface Row {
  event: ClientEventName;
  /** The event happens after the end of the note. */
  isLate?: boolean;
  isFirst?: boolean;
  /** The event changes nothing when it succeeds, either. */
  isRead?: boolean;
  payload: (scene: Scene) => object;
  expected: Expected;
}

const inNote = ({ note }: Scene) => ({ channelId: note.noteId });
const named = ({ note: { channelId, noteId } }: Scene) => ({ channelId, noteId });
const edit = (scene: Scene) => ({ ...inNote(scene), seq: scene.seq, body: { text: '고친 줄' } });
const task = (scene: Scene) => ({
  ...inNote(scene),
  seq: scene.seq,
  task: { isDone: false, assigneeId: scene.assigneeId },
});

const rows: Row[] = [
  {
    event: 'note:start',
    isFirst: true,
    payload: ({ note: { channelId } }) => ({ channelId, noteId: noteIdFrom(newId()), topic: '다음 회의' }),
    expected: { ...writers, absent: 'NOTE_NOT_POSSIBLE' },
  },
  { event: 'note:end', payload: named, expected: { ...managers, starter: 'ok' } },
  { event: 'note:end', isLate: true, payload: named, expected: { ...managers, starter: 'ok' } },
  {
    event: 'note:rename',
    payload: (scene) => ({ ...named(scene), topic: '새 주제' }),
    expected: { ...managers, starter: 'ok' },
  },
  { event: 'note:delete', payload: named, expected: managers },
  {
    event: 'note:list',
    isRead: true,
    payload: ({ note: { channelId } }) => ({ channelId }),
    expected: readers,
  },
  { event: 'note:get', isRead: true, payload: named, expected: readers },
  { event: 'channel:open', isRead: true, payload: inNote, expected: readers },
  {
    event: 'message:list',
    isRead: true,
    payload: (scene) => ({ ...inNote(scene), window: { at: 'latest' } }),
    expected: readers,
  },
  {
    event: 'annotation:list',
    isRead: true,
    payload: (scene) => ({ ...inNote(scene), from: 1, to: 1 }),
    expected: readers,
  },
  {
    event: 'message:send',
    payload: (scene) => ({ ...inNote(scene), nonce: randomUUID(), body: { text: '새 줄' } }),
    expected: writers,
  },
  { event: 'message:edit', payload: edit, expected: each('FORBIDDEN', { starter: 'ok' }) },
  { event: 'message:edit', isLate: true, payload: edit, expected: each('FORBIDDEN', { starter: 'ok' }) },
  {
    event: 'message:delete',
    payload: (scene) => ({ ...inNote(scene), seq: scene.seq }),
    expected: { ...managers, starter: 'ok' },
  },
  { event: 'task:set', payload: task, expected: writers },
  { event: 'task:set', isLate: true, payload: task, expected: writers },
  // A note is no call and has no panel.
  { event: 'members:watch', payload: inNote, expected: each('NOT_FOUND') },
  {
    event: 'voice:ice',
    payload: (scene) => ({ ...inNote(scene), sessionId: newId() }),
    expected: each('FORBIDDEN'),
  },
];

/** A server with all actors, and a running note with a line by its starter unless `isFirst`. */
const createScene = async ({ isFirst, isLate }: Pick<Row, 'isFirst' | 'isLate'>) => {
  const ids = actors.map((actor) => [actor, randomUUID() as string] as const);
  // Each actor got one.
  const people = Object.fromEntries(ids) as Record<Actor, string>;
  const { communities } = harness;
  const { owner, otherOwner, outsider: _outsider, ...members } = people;
  const here = communities.create(owner, ...Object.values(members));
  communities.create(otherOwner);
  const [managing, moderating, settled] = [newId(), newId(), newId()].map((id) => roleId.parse(id));
  if (!managing || !moderating || !settled) throw new Error('no roles');
  communities.change(here, ({ roles, channels }) => ({
    verification: 'roles',
    roles: [
      ...roles,
      { roleId: settled, position: 1, permissions: ordinaryPermissions },
      { roleId: moderating, position: 2, permissions: setOf('manageMessages') },
      { roleId: managing, position: 3, permissions: setOf('manageNotes') },
    ],
    channels: channels.map((channel) => ({
      ...channel,
      isSynced: false,
      overwrites: [
        { targetType: 'member', targetId: people.unseeing, allow: 0, deny: setOf('viewChannel') },
        { targetType: 'member', targetId: people.unconnected, allow: 0, deny: setOf('connect') },
      ],
    })),
  }));
  for (const userId of Object.values(members)) communities.add(userId, here, { roleIds: [settled] });
  communities.add(people.manager, here, { roleIds: [managing] });
  communities.add(people.moderator, here, { roleIds: [moderating] });
  communities.add(people.unverified, here);
  const until = new Date(Date.now() + 600_000).toISOString();
  communities.add(people.timedOut, here, { roleIds: [settled], timedOutUntil: until });
  const inCall = Object.values(people).filter((userId) => userId !== people.absent);
  await harness.fillCall(here, inCall);

  const starter = await harness.connect(people.starter);
  const { voiceId: channelId } = here;
  const { note } = await starter.ask('note:start', { channelId, noteId: noteIdFrom(newId()), topic: '회의' });
  const line = { channelId: note.noteId, nonce: randomUUID(), body: { text: '첫 줄' } };
  const { message } = await starter.ask('message:send', line);
  if (isFirst || isLate) await starter.ask('note:end', { channelId, noteId: note.noteId });
  return { here, people, scene: { note, seq: message.seq, assigneeId: people.member }, message };
};

/** A scene whose actors are connected. One of them, whom each event refuses, has lost the membership since. */
const createConnectedScene = async (hasEnded: boolean) => {
  const created = await createScene({ isLate: hasEnded });
  const { here, people, scene } = created;
  const connected = await Promise.all(
    actors.map(async (actor) => [actor, await harness.connect(people[actor])] as const),
  );
  const { serverId } = here;
  harness.communities.remove(people.removed, here);
  await harness.nodes[0]?.liveChanges.apply([{ type: 'member.left', serverId, userId: people.removed }]);
  // Each actor got a client.
  const clients = Object.fromEntries(connected) as Record<Actor, Client>;
  return { ...created, clients, before: await harness.notes.find(scene.note.noteId) };
};

const kept = new Map<boolean, ReturnType<typeof createConnectedScene>>();
/** The scene for all events that leave no trace: one with a running note, one with a note that has ended. */
const sceneToKeep = ({ isFirst = false, isLate = false }: Row) => {
  const hasEnded = isFirst || isLate;
  const known = kept.get(hasEnded) ?? createConnectedScene(hasEnded);
  kept.set(hasEnded, known);
  return known;
};

// The table's payloads fit their events; a generic row can't say so.
const askAs = (client: Client, { event, payload }: Row, scene: Scene) =>
  client.ask(event as 'note:get', payload(scene) as never) as Promise<unknown>;

describe('authorization of meeting notes', () => {
  it('is stated for every event', () => {
    const stated = new Set(rows.map(({ event }) => event));
    const own = Object.keys(clientEvents).filter((event) => /^(note|task):/.test(event));
    expect(own.filter((event) => !stated.has(event as ClientEventName))).toEqual([]);
  });

  const cases = rows.flatMap((row) =>
    actors.map((actor) => ({
      row,
      actor,
      outcome: row.expected[actor],
      name: `${row.event}${row.isLate ? ' after the end' : ''}`,
    })),
  );
  it.each(cases)('$name by $actor: $outcome', async ({ row, actor, outcome }) => {
    if (outcome === 'ok' && !row.isRead) {
      const { people, scene } = await createScene(row);
      const asked = askAs(await harness.connect(people[actor]), row, scene);
      return void (await expect(asked).resolves.toBeDefined());
    }
    const { here, scene, clients, message, before } = await sceneToKeep(row);
    const asked = askAs(clients[actor], row, scene);
    if (outcome === 'ok') await expect(asked).resolves.toBeDefined();
    else await expect(asked).rejects.toThrow(outcome);
    const { noteId } = scene.note;
    await expect(harness.messages.range(noteId, 1, 10)).resolves.toEqual([message]);
    await expect(harness.annotations.readHead(noteId)).resolves.toMatchObject({ annotations: 0 });
    await expect(harness.notes.find(noteId)).resolves.toEqual(before);
    await expect(harness.notes.list(here.voiceId, { limit: 9 })).resolves.toMatchObject({ notes: [before] });
  });
});

describe('a note of another channel', () => {
  it.each(['note:end', 'note:get', 'note:delete', 'note:rename'] as const)(
    'is not found by %s, even by the owner of both',
    async (event) => {
      const { people, scene } = await createScene({});
      const other = harness.communities.create(people.owner);
      const owner = await harness.connect(people.owner);
      const payload = { channelId: other.voiceId, noteId: scene.note.noteId, topic: '남의 회의' };
      await expect(owner.ask(event as 'note:get', payload)).rejects.toThrow('NOT_FOUND');
      await expect(harness.notes.find(scene.note.noteId)).resolves.toEqual(scene.note);
    },
  );

  it('gives its id to no other note', async () => {
    const { people, scene } = await createScene({});
    const other = harness.communities.create(people.otherOwner);
    await harness.fillCall(other, [people.otherOwner]);
    const thief = await harness.connect(people.otherOwner);
    const { noteId } = scene.note;
    await expect(
      thief.ask('note:start', { channelId: other.voiceId, noteId, topic: '가로채기' }),
    ).rejects.toThrow('CONFLICT');
  });
});

describe('a task', () => {
  it('is refused for people who may not see the note, for lines that are not there, and outside of notes', async () => {
    const { people, scene, here } = await createScene({});
    const client = await harness.connect(people.member);
    const set = (channelId: MeetingNote['noteId'], seq: number, assigneeId: string | null) =>
      client.ask('task:set', { channelId, seq, task: { isDone: true, assigneeId } });
    await expect(set(scene.note.noteId, 1, people.unseeing)).rejects.toThrow('NOT_FOUND');
    await expect(set(scene.note.noteId, 1, people.outsider)).rejects.toThrow('NOT_FOUND');
    await expect(set(scene.note.noteId, 2, null)).rejects.toThrow('NOT_FOUND');
    const text = { channelId: here.channelId, nonce: randomUUID(), body: { text: '보통 글' } };
    const { message } = await client.ask('message:send', text);
    await expect(set(here.channelId, message.seq, null)).rejects.toThrow('NOT_FOUND');
  });
});
