import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { member as memberSchema } from '@maru/contracts/http/chat/members';
import type { OutboxEvent } from '@maru/contracts/internal/events';
import { limits } from '@maru/contracts/limits';
import { setOf } from '@maru/contracts/permissions';
import { roleId } from '@maru/contracts/primitives';
import type { MemberGroups } from '@maru/contracts/socket/members';
import { newId } from '@maru/service-kit/ids';
import { until } from '@maru/service-kit/testing/until';
import { rooms } from './platform/rooms.js';
import type { Place } from './testing/communities.js';
import { startHarness, type Harness } from './testing/socket-harness.js';

type Client = Awaited<ReturnType<Harness['connect']>>;

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ nodes: 2 });
});
afterAll(() => harness.stop());

const staff = roleId.parse(newId());
let [owner, member, helper] = ['', '', ''];
let place: Place;
beforeEach(() => {
  [owner, member, helper] = [randomUUID(), randomUUID(), randomUUID()];
  place = harness.communities.create(owner, member, helper);
  harness.communities.change(place, ({ roles }) => ({
    roles: [...roles, { roleId: staff, position: 1, permissions: 0 }],
  }));
  harness.communities.add(helper, place, { roleIds: [staff] });
  harness.communities.hoist(place, staff);
});

/** Applies events on the first node. */
const tell = (...events: OutboxEvent[]) => harness.nodes[0]?.liveChanges.apply(events);
const counts = ({ groups }: MemberGroups) =>
  Object.fromEntries(groups.map((each) => [each.groupId, each.count]));
const watch = (client: Client) => client.ask('members:watch', { channelId: place.channelId });
const rowsOf = async (client: Client, from = 0) => {
  const { channelId } = place;
  const { members } = await client.ask('members:window', { channelId, from, count: limits.memberWindow });
  return members.map(({ userId }) => userId);
};
const updated = (userId: string, changes: object) =>
  tell({
    type: 'member.updated',
    member: memberSchema.parse({
      serverId: place.serverId,
      userId,
      joinedAt: '2026-01-01T00:00:00.000Z',
      ...changes,
    }),
  });
const hideFromOthers = async () => {
  harness.communities.change(place, ({ serverId, channels }) => ({
    channels: channels.map((channel) => ({
      ...channel,
      isSynced: false,
      overwrites: [
        { targetType: 'role', targetId: serverId, allow: 0, deny: setOf('viewChannel') },
        { targetType: 'role', targetId: staff, allow: setOf('viewChannel'), deny: 0 },
      ],
    })),
    roles: [
      { roleId: roleId.parse(serverId), position: 0, permissions: setOf('viewChannel') },
      { roleId: staff, position: 1, permissions: 0 },
    ],
  }));
  const { serverId } = place;
  await tell({ type: 'channels.moved', layout: { serverId, categories: [], channels: [] } });
};

describe.each([
  ['one node', 0],
  ['two nodes', 1],
])('the members’ panel, on %s', (_what, node) => {
  it('groups online members by role, and pushes arrivals and departures', async () => {
    const watcher = await harness.connect(owner);
    expect(counts(await watch(watcher))).toEqual({ online: 1, offline: 2 });
    const visitor = await harness.connect(helper, { node });
    await watcher.pushed('members:changed', (list) => counts(list)[staff] === 1 && list.online === 2);
    expect(await rowsOf(watcher)).toEqual([helper, owner, member]);
    visitor.socket.disconnect();
    await watcher.pushed('members:changed', (list) => list.online === 1 && counts(list).offline === 2);
    expect(await rowsOf(watcher)).toEqual([owner, member, helper]);
  });

  it('follows roles, joining and leaving', async () => {
    const watcher = await harness.connect(owner, { node });
    await watch(watcher);
    await updated(owner, { roleIds: [staff], nickname: '회계' });
    await watcher.pushed('members:changed', (list) => counts(list)[staff] === 1);
    const { members } = await watcher.ask('members:window', {
      channelId: place.channelId,
      from: 0,
      count: 1,
    });
    expect(members).toMatchObject([{ userId: owner, nickname: '회계', roleIds: [staff] }]);
    harness.communities.hoist(place);
    await tell({ type: 'roles.changed', serverId: place.serverId });
    await watcher.pushed('members:changed', (list) => counts(list).online === 1);
    await tell({ type: 'member.left', serverId: place.serverId, userId: member });
    await watcher.pushed('members:changed', (list) => list.total === 2);
    expect(await rowsOf(watcher)).toEqual([owner, helper]);
  });
});

describe('a private channel', () => {
  it('lists only members who may view it; a member who loses access stops watching', async () => {
    const [boss, outsider] = [await harness.connect(owner), await harness.connect(member, { node: 1 })];
    for (const each of [boss, outsider]) await watch(each);
    await hideFromOthers();
    await boss.pushed('members:changed', (list) => list.total === 2);
    expect((await rowsOf(boss)).sort()).toEqual([owner, helper].sort());
    await expect(watch(outsider)).rejects.toThrow('NOT_FOUND');
    await expect(rowsOf(outsider)).rejects.toThrow('NOT_FOUND');
    const heard = outsider.pushes.length;
    await harness.connect(helper);
    await boss.pushed('members:changed', (list) => list.online === 2);
    // Every member gets this push, after the ones that only watchers get.
    await tell({ type: 'roles.changed', serverId: place.serverId });
    await outsider.pushed('roles:changed');
    expect(outsider.pushes.slice(heard).map(({ event }) => event)).not.toContain('members:changed');
  });
});

describe('watching', () => {
  it('covers one channel at a time, and ends on request', async () => {
    const watcher = await harness.connect(owner);
    await watch(watcher);
    await watcher.ask('members:watch', { channelId: place.voiceId });
    const visitor = await harness.connect(member);
    await watcher.pushed('members:changed', ({ channelId }) => channelId === place.voiceId);
    await watcher.ask('members:unwatch', { channelId: place.channelId });
    await watcher.ask('members:unwatch', { channelId: place.voiceId });
    const heard = watcher.pushes.length;
    const other = await harness.connect(helper);
    await watch(other);
    visitor.socket.disconnect();
    await other.pushed('members:changed', ({ online }) => online === 2);
    expect(watcher.pushes.slice(heard).map(({ event }) => event)).not.toContain('members:changed');
  });

  it('through several requests at once ends with one channel', async () => {
    const watcher = await harness.connect(owner);
    const { channelId, voiceId } = place;
    const asked = [channelId, voiceId, channelId, voiceId].map((id) =>
      watcher.ask('members:watch', { channelId: id }),
    );
    await Promise.allSettled(asked);
    const watched = () => {
      const { adapter } = harness.nodes[0]?.io.of('/') ?? {};
      return [channelId, voiceId].filter((id) => adapter?.rooms.has(rooms.members(id)));
    };
    expect(watched()).toEqual([voiceId]);
    await watcher.ask('members:unwatch', { channelId: voiceId });
    expect(watched()).toEqual([]);
  });
});

describe('a server of 10 000', () => {
  it('answers any window of its list, and follows changes', async () => {
    const people = Array.from({ length: 10_000 }, () => randomUUID());
    const [host = '', guest = ''] = people;
    place = harness.communities.create(host, ...people.slice(1));
    const watcher = await harness.connect(host);
    await expect(watch(watcher)).resolves.toMatchObject({ total: 10_000, online: 1 });
    expect(await rowsOf(watcher, 5_000)).toEqual(people.slice(5_000, 5_100));
    expect(await rowsOf(watcher, 9_950)).toEqual(people.slice(9_950));
    expect(await rowsOf(watcher, 10_000)).toEqual([]);
    await harness.connect(guest, { node: 1 });
    await watcher.pushed('members:changed', ({ online }) => online === 2);
    expect((await rowsOf(watcher)).slice(0, 3)).toEqual(people.slice(0, 3));
  });
});

describe('online members', () => {
  it('are counted over all nodes, each person once, by server', async () => {
    for (const node of [0, 1]) await harness.connect(owner, { node });
    await harness.connect(member, { node: 1 });
    await harness.connect(randomUUID(), { node: 1 });
    const presence = harness.nodes[0]?.presence;
    // The count is cached, and an earlier request would have fixed it.
    await expect(presence?.members.count(place.serverId)).resolves.toBe(2);
    const online = [owner, member, helper].filter((userId) => presence?.people.isOnline(userId));
    expect(online).toEqual([owner, member]);
  });

  it('are known to the other node, and forgotten with a node that stops', async () => {
    const other = await startHarness({ nodes: 2 });
    try {
      const [one, two] = other.nodes;
      await other.connect(owner, { node: 0 });
      await other.connect(member, { node: 1 });
      await until(() => two?.presence.people.isOnline(owner));
      await one?.close();
      await until(() => !two?.presence.people.isOnline(owner));
      expect(two?.presence.people.isOnline(member)).toBe(true);
    } finally {
      await other.stop();
    }
  });
});
