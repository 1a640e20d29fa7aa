import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { ChannelId } from '@maru/contracts/primitives';
import { until } from '@maru/service-kit/testing/until';
import { startHarness, type Harness } from './testing/socket-harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ nodes: 2 });
});
afterAll(() => harness.stop());

it('two nodes write one order without gaps, and every member gets every message', async () => {
  const [jimin, alice] = [randomUUID(), randomUUID()];
  const { channelId } = harness.communities.create(jimin, alice);
  const [a, b] = [await harness.connect(jimin, { node: 0 }), await harness.connect(alice, { node: 1 })];
  await Promise.all([a, b].map((client) => client.ask('channel:open', { channelId })));
  const send = (client: typeof a, name: string) =>
    Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        client.ask('message:send', { channelId, nonce: randomUUID(), body: { text: `${name} ${index}` } }),
      ),
    );
  const acks = (await Promise.all([send(a, '지민'), send(b, 'Alice')])).flat();
  expect(acks.map(({ message }) => message.seq).sort((x, y) => x - y)).toEqual(
    Array.from({ length: 40 }, (_, index) => index + 1),
  );

  const heard = (client: typeof a) =>
    client.pushes
      .filter(({ event }) => event === 'message:created')
      .flatMap(({ payload }) => (payload as { messages: { seq: number }[] }).messages);
  await until(() => heard(a).length >= 40 && heard(b).length >= 40, 'both clients hear 40 messages');
  expect(new Set(heard(a).map(({ seq }) => seq)).size).toBe(40);
  expect(new Set(heard(b).map(({ seq }) => seq)).size).toBe(40);
});

it('two nodes never contend for the head of a channel that members on both write and edit', async () => {
  const everyone = Array.from({ length: 6 }, () => randomUUID());
  const [owner = '', ...guests] = everyone;
  const places = [harness.communities.create(owner, ...guests), harness.communities.create(owner, ...guests)];
  const clients = await Promise.all(everyone.map((id, index) => harness.connect(id, { node: index % 2 })));
  await until(
    () => harness.nodes.every(({ link }) => link?.living.length === harness.nodes.length),
    'the nodes hear each other',
  );
  const append = jest.spyOn(harness.messages, 'append');
  const replace = jest.spyOn(harness.messages, 'replace');
  const write = async (client: (typeof clients)[number], channelId: ChannelId) => {
    for (let index = 0; index < 10; index += 1) {
      const sent = { channelId, nonce: randomUUID(), body: { text: `${index}` } };
      const { message } = await client.ask('message:send', sent);
      if (index === 5)
        await client.ask('message:edit', { channelId, seq: message.seq, body: { text: '고침' } });
      if (index === 7) await client.ask('message:delete', { channelId, seq: message.seq });
    }
  };
  await Promise.all(places.flatMap(({ channelId }) => clients.map((client) => write(client, channelId))));
  const results = [...append.mock.results, ...replace.mock.results];
  const outcomes = await Promise.all(results.map(({ value }) => value as Promise<unknown>));
  append.mockRestore();
  replace.mockRestore();
  expect(outcomes).not.toContainEqual({ status: 'head-moved' });
  expect(outcomes).not.toContain('head-moved');
});

it('a removal and a sign-out that reach one node take effect on the other', async () => {
  const [owner, guest] = [randomUUID(), randomUUID()];
  const place = harness.communities.create(owner, guest);
  const sessionId = randomUUID();
  const visitor = await harness.connect(guest, { node: 1, sessionId });
  await visitor.ask('channel:open', { channelId: place.channelId });
  harness.communities.remove(guest, place);
  await harness.nodes[0]?.liveChanges.apply([
    { type: 'member.left', serverId: place.serverId, userId: guest },
  ]);
  await visitor.pushed('server:left');
  await expect(
    visitor.ask('message:send', { channelId: place.channelId, nonce: randomUUID(), body: { text: '아직?' } }),
  ).rejects.toThrow('NOT_FOUND');
  await harness.nodes[0]?.liveChanges.apply([
    { type: 'session.ended', userId: guest, sessionId, endedAt: new Date().toISOString() },
  ]);
  await visitor.closed();
});

it('a client whose node dies sends again on the other, and each message is stored once', async () => {
  const owner = randomUUID();
  const { channelId } = harness.communities.create(owner);
  const first = await harness.connect(owner, { node: 0 });
  const drafts = Array.from({ length: 20 }, (_, index) => ({
    channelId,
    nonce: randomUUID(),
    body: { text: `${index}` },
  }));
  const answers = drafts.map((draft) => first.ask('message:send', draft).catch(() => undefined));
  await answers[0];
  await harness.nodes[0]?.close();
  await Promise.all(answers);
  const second = await harness.connect(owner, { node: 1 });
  for (const draft of drafts) await second.ask('message:send', draft);
  const { messages } = await second.ask('message:list', { channelId, window: { at: 'latest', limit: 100 } });
  expect(messages.map(({ nonce }) => nonce).sort()).toEqual(drafts.map(({ nonce }) => nonce).sort());
  expect(messages.map(({ seq }) => seq)).toEqual(drafts.map((_draft, index) => index + 1));
});
