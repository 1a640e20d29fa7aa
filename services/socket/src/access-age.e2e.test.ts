import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Overwrite } from '@maru/contracts/permission-rules';
import { setOf } from '@maru/contracts/permissions';
import { categoryId, roleId } from '@maru/contracts/primitives';
import { newId } from '@maru/service-kit/ids';
import { until } from '@maru/service-kit/testing/until';
import type { Place } from './testing/communities.js';
import { startHarness, type Harness } from './testing/socket-harness.js';

// One node without Redis that gets no events, so that only its own reads count.
let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ accessIntervalMs: 200 });
});
afterAll(() => harness.stop());

type Client = Awaited<ReturnType<Harness['connect']>>;

const say = (client: Client, { channelId }: Place, text: string) =>
  client.ask('message:send', { channelId, nonce: randomUUID(), body: { text } });

const roomsOf = (userId: string) => {
  const sockets = [...(harness.nodes[0]?.io.of('/').sockets.values() ?? [])];
  return sockets.filter(({ data }) => data.userId === userId).flatMap(({ rooms }) => [...rooms]);
};

it('a removal without an event ends the pushes to the member', async () => {
  const [owner, guest] = [randomUUID(), randomUUID()];
  const place = harness.communities.create(owner, guest);
  const [host, visitor] = [await harness.connect(owner), await harness.connect(guest)];
  await visitor.ask('channel:open', { channelId: place.channelId });
  harness.communities.remove(guest, place);
  await until(() => !roomsOf(guest).join().includes(place.serverId), 'the visitor has left the rooms');
  await say(host, place, '이제는?');
  await until(
    () =>
      say(visitor, place, '저기요').then(
        () => false,
        (error: Error) => error.message === 'NOT_FOUND',
      ),
    'the visitor is refused',
  );
  expect(JSON.stringify(visitor.pushes)).not.toContain('이제는?');
  await visitor.pushed('server:left', ({ serverId }) => serverId === place.serverId);
});

it('a membership without an event opens its rooms', async () => {
  const [owner, guest] = [randomUUID(), randomUUID()];
  const place = harness.communities.create(owner);
  await harness.connect(guest);
  harness.communities.add(guest, place);
  await until(() => roomsOf(guest).includes(`server:${place.serverId}`), 'the guest is in');
});

describe('settling before the event arrives', () => {
  const staff = roleId.parse(newId());
  const view = setOf('viewChannel');
  const forNobody = (place: Place): Overwrite[] => [
    { targetType: 'role', targetId: place.serverId, allow: 0, deny: view },
  ];
  const forStaff = (place: Place): Overwrite[] => [
    ...forNobody(place),
    { targetType: 'role', targetId: staff, allow: view, deny: 0 },
  ];
  /** Rules are kept longer than this harness waits. */
  const lookAnew = () => harness.nodes[0]?.changes.localAccess.settleAllAnew();
  const overwrite = (place: Place, overwrites: Overwrite[]) =>
    harness.communities.change(place, ({ channels }) => ({
      channels: channels.map((each) =>
        each.channelId === place.channelId ? { ...each, isSynced: false, overwrites } : each,
      ),
    }));
  const startPlace = async (change: (place: Place) => void) => {
    const [owner, guest] = [randomUUID(), randomUUID()];
    const place = harness.communities.create(owner, guest);
    harness.communities.change(place, ({ roles }) => ({
      roles: [...roles, { roleId: staff, position: 1, permissions: 0 }],
    }));
    harness.communities.add(guest, place, { roleIds: [staff] });
    change(place);
    const visitor = await harness.connect(guest);
    await until(() => roomsOf(guest).includes(`server:${place.serverId}`), 'the guest is in');
    return { guest, place, visitor };
  };

  it.each([
    { name: 'a channel that all saw', before: () => [] },
    { name: 'a channel that some saw', before: forStaff },
  ])('tells the socket that it has lost $name', async ({ before }) => {
    const { place, visitor } = await startPlace((each) => overwrite(each, before(each)));
    overwrite(place, forNobody(place));
    await lookAnew();
    await visitor.pushed('channel:deleted', ({ channelId }) => channelId === place.channelId);
  });

  it('tells the socket that a channel and its category are gone with a role', async () => {
    const category = categoryId.parse(newId());
    const { guest, place, visitor } = await startPlace((each) =>
      harness.communities.change(each, ({ channels }) => ({
        categories: [{ categoryId: category, overwrites: forStaff(each) }],
        channels: channels.map((channel) => ({ ...channel, categoryId: category })),
      })),
    );
    harness.communities.add(guest, place);
    await visitor.pushed('channel:deleted', ({ channelId }) => channelId === place.channelId);
    await visitor.pushed('category:deleted', (push) => push.categoryId === category);
  });

  it('lets the socket ask for a channel that has opened, and names none that stays hidden', async () => {
    const { place, visitor } = await startPlace((each) => overwrite(each, forNobody(each)));
    overwrite(place, forStaff(place));
    await lookAnew();
    await visitor.pushed('connection:missed');
    expect(JSON.stringify(visitor.pushes)).not.toContain(place.channelId);
  });
});

it('sockets stay as they are while memberships cannot be read', async () => {
  const [owner, guest] = [randomUUID(), randomUUID()];
  const place = harness.communities.create(owner, guest);
  const visitor = await harness.connect(guest);
  await until(() => roomsOf(guest).includes(`server:${place.serverId}`), 'the guest is in');
  const { fetchMembershipsOf } = harness.communities;
  let attempts = 0;
  harness.communities.fetchMembershipsOf = () => {
    attempts += 1;
    return Promise.reject(new Error('chat is down'));
  };
  await until(() => attempts > 2, 'it was tried');
  harness.communities.fetchMembershipsOf = fetchMembershipsOf;
  expect(roomsOf(guest)).toContain(`server:${place.serverId}`);
  await expect(say(visitor, place, '아직 여기 있어요')).resolves.toBeDefined();
});

it('a session that ends without an event loses its sockets', async () => {
  const [userId, sessionId] = [randomUUID(), randomUUID()];
  const client = await harness.connect(userId, { sessionId });
  await harness.endedSessions.end(sessionId, new Date());
  await client.closed();
});
