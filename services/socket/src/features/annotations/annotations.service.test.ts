import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { limits } from '@maru/contracts/limits';
import { channelId as channelIdSchema } from '@maru/contracts/primitives';
import type { Annotation, AnnotationUpdate } from '@maru/contracts/socket/annotations';
import type { Message } from '@maru/contracts/socket/messages';
import fc from 'fast-check';
import { bounds } from '../../config/bounds.js';
import { AnnotationView } from '../../testing/annotation-view.js';
import { FakeAnnotationStore, type Fault } from './annotation-store.fake.js';
import type { PartChange } from './annotation-store.js';
import { AnnotationsService } from './annotations.service.js';

const channelId = channelIdSchema.parse('01JD0000000000000000000000');
const [jimin, alice] = [randomUUID(), randomUUID()];
const emoji = ['👍', '🎉', '❤️'];
const lastSeq = 3;
/** More people than a reaction names. */
const crowd = limits.annotations.peopleShown + 2;
const deletedSeq = 4;

const turn = () => new Promise((resolve) => setImmediate(resolve));

const findMessage = async (_channelId: string, seq: number) =>
  // Only the date of deletion is looked at.
  seq <= deletedSeq
    ? ({ deletedAt: seq === deletedSeq ? '2026-01-01T00:00:00.000Z' : null } as Message)
    : undefined;

/** A node's service, and all that it announces. */
const createNode = (
  store: FakeAnnotationStore,
  announce: (updates: AnnotationUpdate[]) => void = () => undefined,
) =>
  new AnnotationsService({
    store,
    findMessage,
    announce: (_channelId, updates) => announce(updates),
    backoff: turn,
  });

const viewOf = (service: AnnotationsService, userId: string) =>
  new AnnotationView(
    userId,
    {
      since: (after) => service.since(channelId, { userId, after }),
      list: (messages) => service.list(channelId, { userId, ...messages }),
    },
    lastSeq,
  );

const part = (changes: Partial<PartChange> = {}): PartChange => ({
  seq: 1,
  key: '👍',
  userId: jimin,
  isSet: true,
  ...changes,
});

/** Asks as a client does: again until it is answered. */
const setUntilAcked = async (service: AnnotationsService, wanted: PartChange): Promise<void> => {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await service.setReaction(channelId, wanted);
      return;
    } catch (error) {
      if (attempt > 50) throw error;
    }
  }
};

describe('reactions', () => {
  it('count each person once and name the first few', async () => {
    const service = createNode(new FakeAnnotationStore());
    const people = Array.from({ length: 7 }, () => randomUUID());
    for (const userId of people) await service.setReaction(channelId, part({ userId }));
    const repeated = await service.setReaction(channelId, part({ userId: people[0] }));
    expect(repeated?.value).toEqual({ count: 7, people: people.slice(0, limits.annotations.peopleShown) });
    expect(repeated?.change).toBe(7);
  });

  it('name other people when a named one takes theirs back, and go with the last one', async () => {
    const service = createNode(new FakeAnnotationStore());
    const people = Array.from({ length: 6 }, () => randomUUID());
    for (const userId of people) await service.setReaction(channelId, part({ userId }));
    const [first, ...others] = people;
    const fewer = await service.setReaction(channelId, part({ userId: first, isSet: false }));
    expect(fewer?.value).toEqual({ count: 5, people: expect.arrayContaining(others) });
    let last: Annotation | null = fewer;
    for (const userId of others) last = await service.setReaction(channelId, part({ userId, isSet: false }));
    expect(last).toMatchObject({ value: null, change: 12 });
    expect((await service.list(channelId, { userId: jimin, from: 1, to: 1 })).annotations).toEqual([]);
  });

  it('change hands beyond the named people, all at once', async () => {
    const announced: AnnotationUpdate[] = [];
    const service = createNode(new FakeAnnotationStore(), (updates) => announced.push(...updates));
    const people = Array.from({ length: 7 }, () => randomUUID());
    for (const userId of people) await service.setReaction(channelId, part({ userId }));
    // The first write takes the first wish alone; the others go together with the second write.
    const [leaving, joining] = [part({ userId: people[6], isSet: false }), part({ userId: alice })];
    await Promise.all(
      [part({ seq: 2 }), leaving, joining].map((each) => service.setReaction(channelId, each)),
    );
    expect(announced.at(-1)).toMatchObject({
      annotation: { change: 9, value: { count: 7 } },
      by: [leaving, joining].map(({ userId, isSet }) => ({ userId, isSet })),
    });
    const mineOf = async (userId: string | undefined) =>
      (await service.list(channelId, { userId: userId ?? '', from: 1, to: 1 })).mine;
    expect(await mineOf(alice)).toHaveLength(1);
    expect(await mineOf(people[6])).toEqual([]);
  });

  it('whose answer was lost are announced once, with all people whose part changed', async () => {
    const announced: AnnotationUpdate[] = [];
    const faults: Fault[] = ['none', 'none', 'answer-lost', 'fails'];
    const store = new FakeAnnotationStore(() => faults.shift() ?? 'none');
    const service = createNode(store, (updates) => announced.push(...updates));
    await service.setReaction(channelId, part());
    await Promise.all(
      [part({ seq: 2 }), part({ isSet: false }), part({ seq: 2, userId: alice })].map((each) =>
        service.setReaction(channelId, each),
      ),
    );
    expect(
      announced.map(({ annotation: { seq, change, value }, by }) => [seq, change, value === null, by]),
    ).toEqual([
      [1, 1, false, [{ userId: jimin, isSet: true }]],
      [2, 2, false, [{ userId: jimin, isSet: true }]],
      [1, 3, true, [{ userId: jimin, isSet: false }]],
      [2, 4, false, [{ userId: alice, isSet: true }]],
    ]);
  });

  it('that another node wrote while a write failed are not announced by this one', async () => {
    const announced: AnnotationUpdate[] = [];
    const faults: Fault[] = ['fails'];
    const store = new FakeAnnotationStore(() => faults.shift() ?? 'none');
    const [failing, other] = [createNode(store, (updates) => announced.push(...updates)), createNode(store)];
    await Promise.all([failing, other].map((each) => each.setReaction(channelId, part())));
    expect(announced).toEqual([]);
  });

  it('that are taken back without having been there change nothing', async () => {
    const announced: AnnotationUpdate[] = [];
    const service = createNode(new FakeAnnotationStore(), (updates) => announced.push(...updates));
    await expect(service.setReaction(channelId, part({ isSet: false }))).resolves.toBeNull();
    expect(announced).toEqual([]);
  });

  it('are refused for a message that does not exist or is deleted', async () => {
    const service = createNode(new FakeAnnotationStore());
    await expect(service.setReaction(channelId, part({ seq: 9 }))).rejects.toThrow('NOT_FOUND');
    await expect(service.setReaction(channelId, part({ seq: deletedSeq }))).rejects.toThrow(
      'MESSAGE_DELETED',
    );
  });

  it('are refused beyond the limit of emojis, while more people may join existing ones', async () => {
    const service = createNode(new FakeAnnotationStore());
    const faces = Array.from({ length: limits.annotations.reactions }, (_, index) =>
      String.fromCodePoint(0x1f600 + index),
    );
    await Promise.all(faces.map((key) => service.setReaction(channelId, part({ key }))));
    await expect(service.setReaction(channelId, part())).rejects.toThrow('REACTION_LIMIT_REACHED');
    await service.setReaction(channelId, part({ key: faces[0], userId: alice }));
    await service.setReaction(channelId, part({ key: faces[1], isSet: false }));
    await service.setReaction(channelId, part());
  });

  it('that arrive during a write are written together', async () => {
    const store = new FakeAnnotationStore();
    const service = createNode(store);
    const people = Array.from({ length: 34 }, () => randomUUID());
    await Promise.all(people.map((userId) => service.setReaction(channelId, part({ userId }))));
    expect(store.writes).toBeLessThanOrEqual(3);
    expect((await store.readHead(channelId)).annotations).toBe(store.writes);
  });

  it('are refused while too many wait for a store that hangs', async () => {
    const store = new FakeAnnotationStore();
    const service = createNode(store);
    const wishes = Array.from({ length: bounds.queuedWrites + 100 }, () =>
      service.setReaction(channelId, part({ userId: randomUUID() })).then(
        () => 'written',
        (error: Error) => error.message,
      ),
    );
    const outcomes = await Promise.all(wishes);
    const written = outcomes.filter((outcome) => outcome === 'written').length;
    expect(written).toBeLessThan(wishes.length);
    expect(outcomes.filter((outcome) => outcome === 'UNAVAILABLE')).toHaveLength(wishes.length - written);
    const [reaction] = await store.range(channelId, { from: 1, to: 1 }, 10);
    expect(reaction?.value).toMatchObject({ count: written });
  });
});

describe('annotations of other kinds', () => {
  it('are replaced as a whole, and a repeat changes nothing', async () => {
    const announced: AnnotationUpdate[] = [];
    const service = createNode(new FakeAnnotationStore(), (updates) => announced.push(...updates));
    const pin = { pinnedBy: jimin, pinnedAt: '2026-01-01T00:00:00.000Z' };
    const thread = { conversationId: channelId, messages: 1, lastMessageAt: null };
    await service.change(channelId, { kind: 'pin', key: '', seq: 1, value: pin });
    await service.change(channelId, { kind: 'pin', key: '', seq: 1, value: pin });
    for (const messages of [1, 2])
      await service.change(channelId, { kind: 'thread', key: '', seq: 1, value: { ...thread, messages } });
    await service.change(channelId, { kind: 'pin', key: '', seq: 1, value: null });
    expect(announced.map(({ annotation: { kind, change } }) => [kind, change])).toEqual([
      ['pin', 1],
      ['thread', 2],
      ['thread', 3],
      ['pin', 4],
    ]);
    const { annotations } = await service.list(channelId, { userId: jimin, from: 1, to: 1 });
    expect(annotations).toMatchObject([{ kind: 'thread', value: { messages: 2 } }]);
  });
});

describe('asking for what was missed', () => {
  it('gives each changed annotation once as it stands now, removed ones too, and the caller’s own part', async () => {
    const service = createNode(new FakeAnnotationStore());
    await service.setReaction(channelId, part());
    await service.setReaction(channelId, part({ userId: alice }));
    await service.setReaction(channelId, part({ seq: 2 }));
    await service.setReaction(channelId, part({ seq: 2, isSet: false }));
    const page = await service.since(channelId, { userId: alice, after: 1 });
    expect(page).toEqual({
      status: 'changes',
      annotations: [
        { kind: 'reaction', seq: 1, key: '👍', change: 2, value: { count: 2, people: [jimin, alice] } },
        { kind: 'reaction', seq: 2, key: '👍', change: 4, value: null },
      ],
      mine: [{ seq: 1, key: '👍' }],
      head: { annotations: 4 },
      through: 4,
    });
    const { head } = page;
    const nothing = { status: 'changes', annotations: [], mine: [], head, through: 4 };
    await expect(service.since(channelId, { userId: alice, after: 4 })).resolves.toEqual(nothing);
  });

  it('goes on page by page', async () => {
    const service = createNode(new FakeAnnotationStore());
    const changes = limits.annotations.page + 20;
    for (let index = 0; index < changes; index += 1)
      await service.setReaction(channelId, part({ isSet: index % 2 === 0 }));
    const first = await service.since(channelId, { userId: jimin, after: 0 });
    expect(first).toMatchObject({ through: limits.annotations.page, head: { annotations: changes } });
  });

  it('is too far after too many changes, for expired changes, and from beyond the head', async () => {
    const store = new FakeAnnotationStore();
    const service = createNode(store);
    for (let index = 0; index <= limits.annotations.changesBehind; index += 1)
      await service.setReaction(channelId, part({ isSet: index % 2 === 0 }));
    const ask = (after: number) => service.since(channelId, { userId: jimin, after });
    expect((await ask(0)).status).toBe('too-far');
    expect((await ask(1)).status).toBe('changes');
    store.expire(channelId, 500);
    expect((await ask(499)).status).toBe('too-far');
    expect((await ask(500)).status).toBe('changes');
    expect((await ask(limits.annotations.changesBehind + 2)).status).toBe('too-far');
  });

  it('lists as many whole messages as one page holds', async () => {
    const service = createNode(new FakeAnnotationStore());
    const faces = Array.from({ length: limits.annotations.reactions }, (_, index) =>
      String.fromCodePoint(0x1f600 + index),
    );
    // Six messages would fill the page and a fifth more.
    const anyMessage = new AnnotationsService({
      store: new FakeAnnotationStore(),
      findMessage: () => findMessage(channelId, 1),
      announce: () => undefined,
    });
    for (const seq of [1, 2, 3, 4, 5, 6])
      await Promise.all(faces.map((key) => anyMessage.setReaction(channelId, part({ seq, key }))));
    const ask = (from: number) => anyMessage.list(channelId, { userId: jimin, from, to: 10 });
    const first = await ask(1);
    expect([first.through, first.annotations.length, first.mine.length]).toEqual([5, 100, 100]);
    const second = await ask(6);
    expect([second.through, second.annotations.length]).toEqual([10, 20]);
    await expect(service.list(channelId, { userId: jimin, from: 1, to: 3 })).resolves.toMatchObject({
      annotations: [],
      through: 3,
    });
  });
});

describe('views of a conversation', () => {
  it('end in the stored state, whatever writes fail and whatever pushes are lost, doubled or late (property)', async () => {
    const wish = fc.record({
      person: fc.integer({ min: 0, max: crowd - 1 }),
      seq: fc.integer({ min: 1, max: lastSeq }),
      key: fc.constantFrom(...emoji),
      isSet: fc.boolean(),
    });
    const scenario = fc.record({
      faults: fc.array(fc.constantFrom<Fault>('none', 'none', 'fails', 'answer-lost'), { maxLength: 40 }),
      nodes: fc.integer({ min: 1, max: 3 }),
      wishes: fc.array(wish, { minLength: 1, maxLength: 40 }),
      fates: fc.array(fc.constantFrom('now', 'twice', 'late', 'lost'), { minLength: 1, maxLength: 20 }),
      /** The number of oldest changes that expire before the last resync. */
      expired: fc.integer({ min: 0, max: 20 }),
    });
    await fc.assert(
      fc.asyncProperty(scenario, async ({ faults, nodes, wishes, fates, expired }) => {
        const queue = [...faults];
        const store = new FakeAnnotationStore(() => queue.shift() ?? 'none');
        const late: AnnotationUpdate[][] = [];
        const people = Array.from({ length: crowd }, () => randomUUID());
        let pushes = 0;
        const announce = (updates: AnnotationUpdate[]) => {
          const fate = fates[pushes % fates.length];
          pushes += 1;
          if (fate === 'late') late.unshift(updates);
          const copies = { now: 1, twice: 2, late: 0, lost: 0 }[fate ?? 'now'];
          for (let copy = 0; copy < copies; copy += 1) for (const view of views) view.updated(updates);
        };
        const services = Array.from({ length: nodes }, () => createNode(store, announce));
        const at = (index: number) => services[index % nodes] ?? createNode(store);
        const views = people.map((userId, index) => viewOf(at(index), userId));

        await Promise.all(
          people.map(async (userId, person) => {
            for (const [index, { seq, key, isSet }] of wishes.entries())
              if (wishes[index]?.person === person)
                await setUntilAcked(at(index), { seq, key, userId, isSet });
          }),
        );
        store.expire(channelId, expired);
        await Promise.all(views.map((view) => view.catchUp()));
        for (const view of views) for (const updates of late) view.updated(updates);
        await Promise.all(views.map((view) => view.catchUp()));

        const wanted = new Map(
          wishes.map(({ person, seq, key, isSet }) => [
            `${seq}#${key}#${person}`,
            { person, seq, key, isSet },
          ]),
        );
        const holders = [...wanted.values()].filter(({ isSet }) => isSet);
        const stored = await store.range(channelId, { from: 1, to: lastSeq }, 100);
        const targets = new Set(holders.map(({ seq, key }) => `${seq}#${key}`));
        expect(new Set(stored.map(({ seq, key }) => `${seq}#${key}`))).toEqual(targets);
        for (const each of stored) {
          const here = holders.filter(({ seq, key }) => seq === each.seq && key === each.key);
          const ids = here.map(({ person }) => people[person]);
          const named = each.kind === 'reaction' ? (each.value?.people ?? []) : [];
          expect(each.value).toMatchObject({ count: ids.length });
          expect(named).toHaveLength(Math.min(ids.length, limits.annotations.peopleShown));
          expect(ids).toEqual(expect.arrayContaining(named));
        }
        views.forEach((view, person) => {
          const seen = view.current.map(({ annotation }) => annotation);
          expect(new Set(seen)).toEqual(new Set(stored));
          for (const { annotation, isMine } of view.current)
            expect(isMine).toBe(
              holders.some(
                (each) =>
                  each.person === person && each.seq === annotation.seq && each.key === annotation.key,
              ),
            );
        });
        const { annotations: head } = await store.readHead(channelId);
        expect(views.map((view) => view.head)).toEqual(views.map(() => head));
      }),
      { numRuns: 150 },
    );
  });
});
