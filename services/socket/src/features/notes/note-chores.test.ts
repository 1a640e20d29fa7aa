import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { everyoneRoleId, type ChannelRules } from '@maru/contracts/permission-rules';
import { ordinaryPermissions, setOf } from '@maru/contracts/permissions';
import {
  channelId as channelIdSchema,
  serverId as serverIdSchema,
  type ChannelId,
} from '@maru/contracts/primitives';
import { textBody } from '@maru/contracts/socket/message-body';
import { noteIdFrom, type MeetingNote } from '@maru/contracts/socket/notes';
import { newId } from '@maru/service-kit/ids';
import { createLogger } from '@maru/service-kit/logger';
import fc from 'fast-check';
import { fullRules } from '../../testing/full-rules.js';
import { conversationIn } from '../access/conversation.js';
import { indexRules } from '../access/member-access.js';
import { FakeMessageStore } from '../messages/message-store.fake.js';
import { LocalWrites } from '../messages/local-writes.js';
import type { MessageGuard } from '../messages/message-guard.js';
import { MessagesService } from '../messages/messages.service.js';
import { NoteCards } from './note-card.js';
import { NoteChores } from './note-chores.js';
import { contentOf } from './note-content.js';
import { NotePurges } from './note-purges.js';
import { FakeNoteStore } from './note-store.fake.js';

const log = createLogger({ service: 'test', level: 'silent' });
const serverId = serverIdSchema.parse(newId());
const [voiceId, ...textIds] = [1, 2, 3].map(() => channelIdSchema.parse(newId()));
const [starter, guest] = [randomUUID(), randomUUID()];
const start = Date.UTC(2026, 10, 29);
const second = new Date(start + 1_000).toISOString();

type Fault = 'none' | 'fails' | 'answer-lost';

/** The same object, whose methods fail before or after their work. */
const withFaults = <T extends object>(target: T, nextFault: () => Fault): T =>
  new Proxy(target, {
    get: (_target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return async (...args: unknown[]) => {
        const fault = nextFault();
        if (fault === 'fails') throw new Error('the store failed');
        const result: unknown = await Reflect.apply(value, target, args);
        if (fault === 'answer-lost') throw new Error('the answer was lost');
        return result;
      };
    },
  });

const member = {
  roleIds: [],
  joinedAt: '2026-01-01T00:00:00.000Z',
  timedOutUntil: null,
  isMuted: false,
  isDeafened: false,
};

const aVoiceChannel = (channelId: ChannelId, isHidden: boolean): ChannelRules => ({
  channelId,
  type: 'voice',
  categoryId: null,
  isSynced: false,
  overwrites: isHidden
    ? [{ targetType: 'role', targetId: serverId, allow: 0, deny: setOf('viewChannel') }]
    : [],
  slowModeSeconds: 0,
});
const aTextChannel = (channelId: ChannelId): ChannelRules => ({
  ...aVoiceChannel(channelId, false),
  type: 'text',
});

/** A running note, with one line unless `isEmpty`, and two nodes that do its chores. */
const aNote = async ({ isEmpty = false, nextFault = (): Fault => 'none' } = {}) => {
  if (!voiceId) throw new Error('no channel');
  const messages = new FakeMessageStore();
  const store = new FakeNoteStore(messages);
  const note: MeetingNote = {
    noteId: noteIdFrom(newId()),
    channelId: voiceId,
    serverId,
    topic: '회의',
    startedBy: starter,
    startedAt: new Date(start).toISOString(),
    endedAt: null,
    version: 1,
  };
  await store.start(note);
  const line = {
    seq: 1,
    nonce: randomUUID(),
    authorId: guest,
    body: textBody('줄'),
    createdAt: note.startedAt,
  };
  const fresh = { channelId: note.noteId, editedAt: null, deletedAt: null, version: 1 };
  const head = await messages.readHead(note.noteId);
  if (!isEmpty) await messages.append(note.noteId, head, { messages: [{ ...line, ...fresh }] });

  const state = {
    now: start,
    people: [starter] as string[],
    /** The text channels of the server. */
    texts: [...textIds],
    isVoiceHidden: false,
    /** Cards that were posted into text channels while the voice channel was hidden. */
    leaks: 0,
    announced: [] as string[],
    beforePost: async (): Promise<unknown> => undefined,
  };
  const rules = () =>
    indexRules(
      fullRules({
        serverId,
        ownerId: starter,
        verification: 'none',
        isRaidModeOn: false,
        roles: [{ roleId: everyoneRoleId(serverId), position: 0, permissions: ordinaryPermissions }],
        categories: [],
        channels: [aVoiceChannel(voiceId, state.isVoiceHidden), ...state.texts.map(aTextChannel)],
      }),
    );
  const flaky = withFaults(store, nextFault);
  const access = {
    whenCurrent: async () => undefined,
    rulesOfServer: async () => rules(),
    knownMember: async (userId: string) => ({ ...member, userId }),
    findInServer: async (_serverId: unknown, channelId: ChannelId) => {
      const known = rules();
      const channel = known.channels.get(channelId);
      return channel && conversationIn(known, channel);
    },
  };
  const core = new MessagesService({
    store: messages,
    writes: new LocalWrites({
      store: messages,
      publisher: { created: () => undefined, updated: () => undefined },
    }),
    // System messages pass no guard.
    guard: {} as MessageGuard,
  });
  const writing = withFaults(
    {
      announce: async (...[conversation, draft]: Parameters<MessagesService['announce']>) => {
        if (draft.noteCard) await state.beforePost();
        if (state.isVoiceHidden && draft.noteCard && conversation.channelId !== voiceId) state.leaks += 1;
        return core.announce(conversation, draft);
      },
      purge: (...args: Parameters<MessagesService['purge']>) => core.purge(...args),
    },
    nextFault,
  );
  const aNode = () => {
    const cards = new NoteCards({ cards: flaky, access, messages: writing });
    const nothing = { removeSome: async () => false };
    const purges = new NotePurges({
      cards,
      notes: flaky,
      chores: flaky,
      lines: nothing,
      annotations: nothing,
      purgeLines: async () => null,
    });
    return new NoteChores({
      notes: flaky,
      chores: flaky,
      cards,
      purges,
      access,
      contentOf: (noteId) => contentOf(messages, noteId),
      announcer: {
        changed: (_channel, { endedAt }) => void state.announced.push(endedAt ? 'ended' : 'changed'),
        deleted: () => void state.announced.push('deleted'),
      },
      peopleInCall: async () => state.people,
      isMine: () => true,
      log,
      now: () => state.now,
    });
  };
  /** The cards in the channels that are left. */
  const cards = () =>
    [...messages.messages.values()].filter(
      ({ noteCard, channelId }) => noteCard && (channelId === voiceId || state.texts.includes(channelId)),
    );
  return { chores: aNode(), otherNode: aNode(), store, note, state, cards };
};

/** Lets everything end that goes on in the background. */
const settled = async () => {
  for (let turn = 0; turn < 60; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

describe('the chores of a note', () => {
  it('end it 15 seconds after its call was found empty, and not if anyone comes back before', async () => {
    const { chores, store, note, state } = await aNote();
    const endedAfter = async (ms: number) => {
      state.now += ms;
      await chores.round();
      return (await store.find(note.noteId))?.endedAt !== null;
    };
    await expect(endedAfter(60_000)).resolves.toBe(false);
    state.people = [];
    await expect(endedAfter(5_000)).resolves.toBe(false);
    await expect(endedAfter(14_000)).resolves.toBe(false);
    state.people = [guest];
    await expect(endedAfter(5_000)).resolves.toBe(false);
    state.people = [];
    await expect(endedAfter(60_000)).resolves.toBe(false);
    await expect(endedAfter(15_000)).resolves.toBe(true);
  });

  it('count everyone who was seen in the call or wrote a line, once', async () => {
    const { chores, store, note, state, cards } = await aNote();
    const visitor = randomUUID();
    state.people = [starter, guest, visitor];
    await chores.round();
    state.people = [starter];
    await chores.round();
    await store.end(note, new Date(state.now).toISOString());
    await chores.round();
    expect(cards()).toMatchObject([
      { channelId: [...textIds].sort()[0], noteCard: { lines: 1, participants: 3 } },
    ]);
  });

  it('delete a note that has ended without a line, and post no card', async () => {
    const { chores, store, note, state, cards } = await aNote({ isEmpty: true });
    await store.end(note, new Date(state.now).toISOString());
    await chores.round();
    await settled();
    await expect(store.find(note.noteId)).resolves.toBeUndefined();
    await expect(store.list(note.channelId, { limit: 9 })).resolves.toMatchObject({ notes: [] });
    await expect(store.findChore(note.noteId)).resolves.toBeUndefined();
    expect(cards()).toEqual([]);
    expect(state.announced).toEqual(['deleted']);
  });

  it('take the card of a deleted note back, even if it was not known to be posted', async () => {
    const { chores, store, note, cards } = await aNote();
    const { finishCard } = store;
    store.finishCard = async () => {
      throw new Error('the store failed');
    };
    await store.end(note, second);
    await chores.round();
    expect(cards()).toHaveLength(1);
    Object.assign(store, { finishCard });
    await store.remove({ ...note, version: 2 });
    await chores.round();
    expect(cards()).toEqual([]);
    await expect(store.findChore(note.noteId)).resolves.toBeUndefined();
  });

  it('post no card once the note is deleted, although a node was about to', async () => {
    const { chores, otherNode, store, note, state, cards } = await aNote();
    state.beforePost = async () => {
      await store.remove({ ...note, version: 2 });
      await otherNode.round();
    };
    await store.end(note, second);
    await chores.round();
    expect(cards()).toEqual([]);
    await expect(store.findChore(note.noteId)).resolves.toBeUndefined();
  });

  it('post the card into the voice channel if that was hidden after a failed attempt', async () => {
    const { chores, store, note, state, cards } = await aNote();
    state.beforePost = () => Promise.reject(new Error('no connection'));
    await store.end(note, second);
    await chores.round();
    state.isVoiceHidden = true;
    state.beforePost = async () => undefined;
    for (const _round of [1, 2]) await chores.round();
    expect(state.leaks).toBe(0);
    expect(cards()).toMatchObject([{ channelId: voiceId, noteCard: { topic: '회의' } }]);
    await expect(store.findChore(note.noteId)).resolves.toBeUndefined();
  });

  it('end, leaving one card at most and none of a deleted note, whatever fails and changes meanwhile (property)', async () => {
    const fault = fc.constantFrom<Fault>('none', 'none', 'fails', 'answer-lost');
    const change = fc.constantFrom('nothing', 'nothing', 'hide', 'delete', ...textIds);
    const runs = fc.tuple(fc.array(fault, { maxLength: 40 }), fc.array(change, { maxLength: 8 }));
    await fc.assert(
      fc.asyncProperty(runs, async ([faults, wanted]) => {
        const [queue, changes] = [[...faults], [...wanted]];
        const nextFault = () => queue.shift() ?? 'none';
        const { chores, otherNode, store, note, state, cards } = await aNote({ nextFault });
        state.people = [];
        const isDone = async () => !(await store.findChore(note.noteId)) && changes.length === 0;
        for (let round = 0; round < 60 && !(await isDone()); round += 1) {
          state.now += 16_000;
          const next = changes.shift();
          if (next === 'hide') state.isVoiceHidden = true;
          if (next === 'delete') await store.find(note.noteId).then((found) => found && store.remove(found));
          state.texts = state.texts.filter((channelId) => channelId !== next);
          // A round that can't read the chores is followed by another.
          await Promise.allSettled([chores.round(), otherNode.round()]);
          await settled();
        }
        expect(await store.findChore(note.noteId)).toBeUndefined();
        expect(state.leaks).toBe(0);
        const found = await store.find(note.noteId);
        if (found) expect(found.endedAt).not.toBeNull();
        expect(cards().length).toBeLessThanOrEqual(found ? 1 : 0);
      }),
      { numRuns: 100 },
    );
  });
});
