import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { PushPayload } from '@maru/contracts/socket/events';
import { retry } from '@maru/service-kit/retry';
import { until } from '@maru/service-kit/testing/until';
import { AnnotationView } from './testing/annotation-view.js';
import type { Place } from './testing/communities.js';
import { startHarness, type Harness } from './testing/socket-harness.js';

type Client = Awaited<ReturnType<Harness['connect']>>;

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ nodes: 2 });
});
afterAll(() => harness.stop());

const emoji = ['👍', '🎉', '❤️', '😂', '🔥'];

/** A view that hears the pushes of its client's node. */
const viewOf = async (client: Client, userId: string, { channelId }: Place, lastSeq: number) => {
  const view = new AnnotationView(
    userId,
    {
      since: (after) => client.ask('annotation:since', { channelId, after }),
      list: (messages) => client.ask('annotation:list', { channelId, ...messages }),
    },
    lastSeq,
  );
  client.socket.on('annotation:updated', ({ updates }: PushPayload<'annotation:updated'>) =>
    view.updated(updates),
  );
  await client.ask('channel:open', { channelId });
  await view.catchUp();
  return view;
};

it('1,000 concurrent changes from two nodes converge on both and leave the messages alone', async () => {
  const people = Array.from({ length: 100 }, () => randomUUID());
  const [owner = '', ...members] = people;
  const place = harness.communities.create(owner, ...members);
  const { channelId } = place;
  const clients = await Promise.all(people.map((id, index) => harness.connect(id, { node: index % 2 })));
  const [first] = clients;
  if (!first) throw new Error('no client');
  for (const nonce of [randomUUID(), randomUUID()])
    await first.ask('message:send', { channelId, nonce, body: { text: '반응해 주세요' } });
  await first.ask('message:edit', { channelId, seq: 1, body: { text: '반응해 주세요!' } });
  const before = {
    head: await harness.messages.readHead(channelId),
    messages: await harness.messages.range(channelId, 1, 10),
  };
  const views = await Promise.all(
    [0, 1, 98, 99].map((index) => {
      const client = clients[index];
      if (!client) throw new Error('no client');
      return viewOf(client, people[index] ?? '', place, 2);
    }),
  );
  /** Asks until it is answered, as late as clients do: a busy machine may answer UNAVAILABLE. */
  const persist = (work: () => Promise<unknown>) =>
    retry(work, { attempts: 40, pauseMs: () => 1_000 + Math.random() * 1_000 });
  /** Each of these people sets, or takes back, every emoji on both messages. */
  const all = (some: Client[], isSet: boolean) =>
    some.flatMap((client) =>
      emoji.flatMap((each) =>
        [1, 2].map((seq) =>
          persist(() => client.ask('reaction:set', { channelId, seq, emoji: each, isSet })),
        ),
      ),
    );

  const [early, late] = [clients.slice(0, 50), clients.slice(50)];
  await Promise.all(all(early, true));
  const changes = [...all(early, false), ...all(late, true)];
  expect(changes).toHaveLength(1_000);
  await Promise.all(changes);

  const { annotations: head } = await harness.annotations.readHead(channelId);
  await until(() => views.every((view) => view.head === head), 'all views know the head');
  const stored = await harness.annotations.range(channelId, { from: 1, to: 2 }, 100);
  expect(stored.map(({ seq, key, value }) => [seq, key, value])).toEqual(
    expect.arrayContaining(
      [1, 2].flatMap((seq) => emoji.map((key) => [seq, key, expect.objectContaining({ count: 50 })])),
    ),
  );
  expect(stored).toHaveLength(10);
  views.forEach((view, index) => {
    expect(new Set(view.current.map(({ annotation }) => annotation))).toEqual(new Set(stored));
    expect(view.current.map(({ isMine }) => isMine)).toEqual(stored.map(() => index >= 2));
  });
  expect({
    head: await harness.messages.readHead(channelId),
    messages: await harness.messages.range(channelId, 1, 10),
  }).toEqual(before);
}, 90_000);

it('a view that missed changes while it was away asks for them, and a deleted message takes no more', async () => {
  const [owner, guest] = [randomUUID(), randomUUID()];
  const place = harness.communities.create(owner, guest);
  const { channelId } = place;
  const [a, b] = [await harness.connect(owner), await harness.connect(guest, { node: 1 })];
  await a.ask('message:send', { channelId, nonce: randomUUID(), body: { text: '안녕하세요' } });
  const view = await viewOf(b, guest, place, 1);
  await b.ask('channel:close', { channelId });
  await a.ask('reaction:set', { channelId, seq: 1, emoji: '👍', isSet: true });
  await a.ask('reaction:set', { channelId, seq: 1, emoji: '🎉', isSet: true });
  await a.ask('reaction:set', { channelId, seq: 1, emoji: '👍', isSet: false });
  await b.ask('channel:open', { channelId });
  await b.ask('reaction:set', { channelId, seq: 1, emoji: '❤️', isSet: true });
  await until(() => view.head === 4, 'the view has caught up');
  expect(view.current).toMatchObject([
    { annotation: { key: '❤️', value: { count: 1, people: [guest] } }, isMine: true },
    { annotation: { key: '🎉', value: { count: 1, people: [owner] } }, isMine: false },
  ]);
  await a.ask('message:delete', { channelId, seq: 1 });
  await expect(b.ask('reaction:set', { channelId, seq: 1, emoji: '👍', isSet: true })).rejects.toThrow(
    'MESSAGE_DELETED',
  );
});

it('numbers beyond all messages have no annotations', async () => {
  const owner = randomUUID();
  const { channelId } = harness.communities.create(owner);
  const client = await harness.connect(owner);
  await client.ask('message:send', { channelId, nonce: randomUUID(), body: { text: '반응해 주세요' } });
  await client.ask('reaction:set', { channelId, seq: 1, emoji: '👍', isSet: true });
  for (const to of [2, 10 ** 12, Number.MAX_SAFE_INTEGER])
    await expect(client.ask('annotation:list', { channelId, from: to - 1, to })).resolves.toMatchObject({
      annotations: to === 2 ? [{ seq: 1, key: '👍' }] : [],
      through: to,
    });
});
