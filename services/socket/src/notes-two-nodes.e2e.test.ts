import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { ChannelId } from '@maru/contracts/primitives';
import { noteIdFrom } from '@maru/contracts/socket/notes';
import { newId } from '@maru/service-kit/ids';
import { until } from '@maru/service-kit/testing/until';
import { startHarness, type Harness } from './testing/socket-harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ nodes: 2, noteTimes: { roundMs: 50, graceMs: 200 } });
});
afterAll(() => harness.stop());

/** One person on each node, both in the call of a voice channel. */
const aCall = async () => {
  const [owner, guest] = [randomUUID(), randomUUID()];
  const place = harness.communities.create(owner, guest);
  await harness.fillCall(place, [owner, guest]);
  const a = await harness.connect(owner, { node: 0 });
  const b = await harness.connect(guest, { node: 1 });
  const { voiceId: channelId } = place;
  return { place, a, b, wanted: () => ({ channelId, noteId: noteIdFrom(newId()), topic: '회의' }) };
};
type Call = Awaited<ReturnType<typeof aCall>>;

const write = (client: Call['a'], channelId: ChannelId) =>
  client.ask('message:send', { channelId, nonce: randomUUID(), body: { text: '한 줄' } });

const cardsOf = async ({ a, place }: Call, noteId: ChannelId) => {
  await until(
    async () => (await harness.noteChores.findChore(noteId)) === undefined,
    'nothing is left to do',
  );
  const window = { at: 'latest' } as const;
  const { messages } = await a.ask('message:list', { channelId: place.channelId, window });
  return messages.filter(({ noteCard }) => noteCard?.noteId === noteId);
};

it('lines from two nodes have one order, and those that are sent again are stored once', async () => {
  const { a, b, place, wanted } = await aCall();
  const { note } = await a.ask('note:start', wanted());
  const { noteId: channelId } = note;
  await b.pushed('note:changed');
  await Promise.all([a, b].map((client) => client.ask('channel:open', { channelId })));
  const drafts = (name: string) =>
    Array.from({ length: 10 }, (_, index) => ({
      channelId,
      nonce: randomUUID() as string,
      body: { text: `${name} ${index}` },
    }));
  const [ofA, ofB] = [drafts('지민'), drafts('Alice')];
  const send = (client: typeof a, some: typeof ofA) =>
    Promise.all(some.map((draft) => client.ask('message:send', draft)));
  await Promise.all([send(a, ofA), send(a, ofA), send(b, ofB), send(b, ofB)]);
  const stored = await harness.messages.range(channelId, 1, 100);
  expect(stored.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  expect(stored.map(({ nonce }) => nonce).toSorted()).toEqual(
    [...ofA, ...ofB].map(({ nonce }) => nonce).toSorted(),
  );
  const heard = (client: typeof a) =>
    new Set(
      client.pushes
        .filter(({ event }) => event === 'message:created')
        .flatMap(({ payload }) => (payload as { messages: { seq: number }[] }).messages)
        .map(({ seq }) => seq),
    );
  await until(() => heard(a).size === 20 && heard(b).size === 20, 'both clients hear every line');

  await b.ask('channel:close', { channelId });
  const { noteId } = note;
  await a.ask('note:end', { channelId: place.voiceId, noteId });
  await b.pushed('note:changed', (push) => push.note.endedAt !== null);
  await expect(send(b, drafts('늦음').slice(0, 1))).rejects.toThrow('NOTE_ENDED');
});

it('two nodes that start notes at once start one', async () => {
  const { a, b, wanted } = await aCall();
  const attempts = await Promise.allSettled([a, b].map((client) => client.ask('note:start', wanted())));
  expect(attempts.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
});

it('a note that both nodes end at once ends once, and has one card', async () => {
  const call = await aCall();
  const { a, place, wanted } = call;
  const { note } = await a.ask('note:start', wanted());
  const { noteId } = note;
  await write(a, noteId);
  const other = await harness.connect(note.startedBy, { node: 1 });
  const ended = await Promise.all(
    [a, other, a, other].map((client) => client.ask('note:end', { channelId: place.voiceId, noteId })),
  );
  expect(new Set(ended.map((each) => each.note.endedAt)).size).toBe(1);
  expect(ended.every((each) => each.note.version === 2)).toBe(true);
  await expect(cardsOf(call, noteId)).resolves.toHaveLength(1);
});

it('a note whose node dies ends itself on the other', async () => {
  const call = await aCall();
  const { b, place, wanted } = call;
  const { note } = await b.ask('note:start', wanted());
  await write(b, note.noteId);
  await harness.nodes[0]?.close();
  await harness.fillCall(place, []);
  await b.pushed('note:changed', (push) => push.note.noteId === note.noteId && push.note.endedAt !== null);
  await expect(cardsOf({ ...call, a: b }, note.noteId)).resolves.toHaveLength(1);
});
