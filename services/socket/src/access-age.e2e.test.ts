import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Place } from './testing/communities.js';
import { eventually } from './testing/node-cluster.js';
import { startHarness, type Harness } from './testing/socket-harness.js';

// One node without Redis that is told of nothing: only what it reads by itself counts.
let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ accessIntervalMs: 200 });
});
afterAll(() => harness.stop());

type Client = Awaited<ReturnType<Harness['connect']>>;

const say = (client: Client, { channelId }: Place, content: string) =>
  client.ask('message:send', { channelId, nonce: randomUUID(), content });

const roomsOf = (userId: string) => {
  const sockets = [...(harness.nodes[0]?.io.of('/').sockets.values() ?? [])];
  return sockets.filter(({ data }) => data.userId === userId).flatMap(({ rooms }) => [...rooms]);
};

it('a removal that no event told of ends what a socket hears', async () => {
  const [owner, guest] = [randomUUID(), randomUUID()];
  const place = harness.communities.create(owner, guest);
  const [host, visitor] = [await harness.connect(owner), await harness.connect(guest)];
  await visitor.ask('channel:open', { channelId: place.channelId });
  harness.communities.remove(guest, place);
  await eventually('the visitor has left the rooms', () => !roomsOf(guest).join().includes(place.serverId));
  await say(host, place, '이제는?');
  await eventually('the visitor is refused', () =>
    say(visitor, place, '저기요').then(
      () => false,
      (error: Error) => error.message === 'NOT_FOUND',
    ),
  );
  expect(JSON.stringify(visitor.pushes)).not.toContain('이제는?');
});

it('a membership that no event told of opens its rooms', async () => {
  const [owner, guest] = [randomUUID(), randomUUID()];
  const place = harness.communities.create(owner);
  await harness.connect(guest);
  harness.communities.add(guest, place);
  await eventually('the guest is in', () => roomsOf(guest).includes(`server:${place.serverId}`));
});

it('sockets stay as they are while memberships cannot be read', async () => {
  const [owner, guest] = [randomUUID(), randomUUID()];
  const place = harness.communities.create(owner, guest);
  const visitor = await harness.connect(guest);
  await eventually('the guest is in', () => roomsOf(guest).includes(`server:${place.serverId}`));
  const { fetchMembershipsOf } = harness.communities;
  let attempts = 0;
  harness.communities.fetchMembershipsOf = () => {
    attempts += 1;
    return Promise.reject(new Error('chat is down'));
  };
  await eventually('it was tried', () => attempts > 2);
  harness.communities.fetchMembershipsOf = fetchMembershipsOf;
  expect(roomsOf(guest)).toContain(`server:${place.serverId}`);
  await expect(say(visitor, place, '아직 여기 있어요')).resolves.toBeDefined();
});

it('a session whose end no event told of loses its sockets', async () => {
  const [userId, sessionId] = [randomUUID(), randomUUID()];
  const client = await harness.connect(userId, { sessionId });
  await harness.endedSessions.end(sessionId, new Date());
  await client.closed();
});
