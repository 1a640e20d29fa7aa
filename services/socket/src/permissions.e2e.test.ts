import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Channel } from '@maru/contracts/http/chat/channels';
import type { Server } from '@maru/contracts/http/chat/servers';
import type { OutboxEvent } from '@maru/contracts/internal/events';
import { limits } from '@maru/contracts/limits';
import type { Overwrite, Verification } from '@maru/contracts/permission-rules';
import { ordinaryPermissions, setOf } from '@maru/contracts/permissions';
import { categoryId, roleId } from '@maru/contracts/primitives';
import { emptyBody } from '@maru/contracts/socket/message-body';
import { newId } from '@maru/service-kit/ids';
import { until } from '@maru/service-kit/testing/until';
import type { Place } from './testing/communities.js';
import { startHarness, type Harness } from './testing/socket-harness.js';

type Client = Awaited<ReturnType<Harness['connect']>>;

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ nodes: 2 });
});
afterAll(() => harness.stop());

const createdAt = '2026-01-01T00:00:00.000Z';
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
});

/** Applies events on the first node; the people are connected to the second. */
const tell = (...events: OutboxEvent[]) => harness.nodes[0]?.liveChanges.apply(events);
const connect = (userId: string) => harness.connect(userId, { node: 1 });
const say = (client: Client, text = '안녕하세요') =>
  client.ask('message:send', { channelId: place.channelId, nonce: randomUUID(), body: { text } });

const forStaff = (): Overwrite[] => [
  { targetType: 'role', targetId: place.serverId, allow: 0, deny: setOf('viewChannel') },
  { targetType: 'role', targetId: staff, allow: setOf('viewChannel'), deny: 0 },
];

const channelWith = (overwrites: Overwrite[]): Channel => ({
  channelId: place.channelId,
  serverId: place.serverId,
  categoryId: null,
  type: 'text',
  name: '운영',
  topic: '',
  position: 0,
  slowModeSeconds: 0,
  userLimit: null,
  isSynced: false,
  overwrites,
  createdAt,
});

const setOverwrites = async (overwrites: Overwrite[], wasSeenByAll = true) => {
  harness.communities.change(place, ({ channels }) => ({
    channels: channels.map((each) =>
      each.channelId === place.channelId ? { ...each, isSynced: false, overwrites } : each,
    ),
  }));
  await tell({ type: 'channel.updated', channel: channelWith(overwrites), wasSeenByAll });
};

const setEverybody = async (permissions: number) => {
  harness.communities.change(place, ({ roles }) => ({
    roles: roles.map((role) => (role.position === 0 ? { ...role, permissions } : role)),
  }));
  await tell({ type: 'roles.changed', serverId: place.serverId });
};

const updateMember = async (
  userId: string,
  changes: { roleIds?: (typeof staff)[]; timedOutUntil?: string },
) => {
  harness.communities.add(userId, place, changes);
  const unchanged = { serverId: place.serverId, userId, joinedAt: createdAt, nickname: null };
  await tell({
    type: 'member.updated',
    member: {
      ...unchanged,
      roleIds: [],
      timedOutUntil: null,
      isMuted: false,
      isDeafened: false,
      isTemporary: false,
      ...changes,
    },
  });
};

describe('a channel that becomes private', () => {
  it('closes for members who may not see it: it looks deleted, and they get no more pushes from it', async () => {
    const [boss, outsider, insider] = [await connect(owner), await connect(member), await connect(helper)];
    for (const each of [outsider, insider]) await each.ask('channel:open', { channelId: place.channelId });
    await setOverwrites(forStaff());
    await outsider.pushed('channel:deleted', ({ channelId }) => channelId === place.channelId);
    await insider.pushed('channel:changed', ({ channel }) => channel.name === '운영');
    await expect(say(outsider)).rejects.toThrow('NOT_FOUND');
    const { message } = await say(boss, '우리끼리');
    await insider.pushed('message:created', ({ messages }) => messages[0]?.seq === message.seq);
    await insider.pushed('channel:activity', ({ lastSeq }) => lastSeq === message.seq);
    // Every member gets this push, after the ones that only some get.
    await setEverybody(ordinaryPermissions);
    await outsider.pushed('roles:changed');
    const heard = outsider.pushes.map(({ event }) => event);
    expect(heard).not.toContain('message:created');
    expect(heard).not.toContain('channel:activity');
    expect(heard).not.toContain('channel:changed');
    await expect(outsider.ask('channel:states', { channelIds: [place.channelId] })).resolves.toEqual({
      states: [],
    });
  });

  it('opens again for all members', async () => {
    const outsider = await connect(member);
    await setOverwrites(forStaff());
    await outsider.pushed('channel:deleted');
    await setOverwrites([], false);
    await outsider.pushed('channel:changed', ({ channel }) => channel.channelId === place.channelId);
    await outsider.ask('channel:open', { channelId: place.channelId });
    const { message } = await say(outsider);
    expect(message.seq).toBe(1);
  });
});

describe('a role', () => {
  it('opens its channels when it is granted, and closes them when it is removed', async () => {
    await setOverwrites(forStaff());
    const client = await connect(member);
    await expect(client.ask('channel:open', { channelId: place.channelId })).rejects.toThrow('NOT_FOUND');
    await updateMember(member, { roleIds: [staff] });
    await client.pushed('member:updated', ({ member: { roleIds } }) => roleIds.length === 1);
    await client.ask('channel:open', { channelId: place.channelId });
    const { message } = await say(client);
    await client.pushed('message:created', ({ messages }) => messages[0]?.seq === message.seq);
    await updateMember(member, { roleIds: [] });
    await client.pushed('member:updated', ({ member: { roleIds } }) => roleIds.length === 0);
    await say(await connect(owner), '들리지 않는 말');
    await expect(say(client)).rejects.toThrow('NOT_FOUND');
    expect(client.pushes.filter(({ event }) => event === 'message:created')).toHaveLength(1);
  });

  it('that all members have silences them at once when it loses `sendMessages`', async () => {
    const client = await connect(member);
    await say(client);
    await setEverybody(setOf('viewChannel'));
    await client.pushed('roles:changed');
    await expect(say(client)).rejects.toThrow('FORBIDDEN');
    const { messages } = await client.ask('message:list', {
      channelId: place.channelId,
      window: { at: 'latest' },
    });
    expect(messages).toHaveLength(1);
  });

  it('with `manageMessages` lets its members delete messages of others', async () => {
    const [author, moderator] = [await connect(member), await connect(helper)];
    const { message } = await say(author);
    const remove = () => moderator.ask('message:delete', { channelId: place.channelId, seq: message.seq });
    await expect(remove()).rejects.toThrow('FORBIDDEN');
    harness.communities.change(place, ({ roles }) => ({
      roles: roles.map((role) =>
        role.roleId === staff ? { ...role, permissions: setOf('manageMessages') } : role,
      ),
    }));
    await tell({ type: 'roles.changed', serverId: place.serverId });
    await moderator.pushed('roles:changed');
    await expect(remove()).resolves.toMatchObject({ message: { body: emptyBody } });
  });
});

describe('a channel that follows its category', () => {
  it('is seen by the members whom the category lets in', async () => {
    const category = categoryId.parse(newId());
    harness.communities.change(place, ({ channels }) => ({
      categories: [{ categoryId: category, overwrites: forStaff() }],
      channels: channels.map((each) => ({ ...each, categoryId: category, isSynced: true })),
    }));
    const [outsider, insider] = [await connect(member), await connect(helper)];
    await expect(outsider.ask('channel:open', { channelId: place.channelId })).rejects.toThrow('NOT_FOUND');
    await insider.ask('channel:open', { channelId: place.channelId });
  });
});

describe('a timed-out member', () => {
  it('may read but not write until the time-out ends', async () => {
    const client = await connect(member);
    await updateMember(member, { timedOutUntil: new Date(Date.now() + 60_000).toISOString() });
    await client.pushed('member:updated');
    await expect(say(client)).rejects.toThrow('FORBIDDEN');
    await client.ask('message:list', { channelId: place.channelId, window: { at: 'latest' } });
    await updateMember(member, { timedOutUntil: new Date(Date.now() - 1).toISOString() });
    await client.pushed(
      'member:updated',
      ({ member: { timedOutUntil } }) => new Date(timedOutUntil ?? 0) < new Date(),
    );
    await say(client);
  });
});

/** The pushes that this client has got so far, as text. Every member gets `roles:changed`, so once it arrives, all earlier pushes have. */
const heardBy = async (client: Client): Promise<string> => {
  const heard = () => client.pushes.filter(({ event }) => event === 'roles:changed').length;
  const before = heard();
  await tell({ type: 'roles.changed', serverId: place.serverId });
  await until(() => heard() > before);
  return JSON.stringify(client.pushes);
};

describe('a channel that a member has never seen', () => {
  const hide = (overwrites = forStaff()) =>
    harness.communities.change(place, ({ channels }) => ({
      channels: channels.map((each) =>
        each.channelId === place.channelId ? { ...each, isSynced: false, overwrites } : each,
      ),
    }));

  it('changes, moves, is reported from and goes without a word to that member', async () => {
    hide();
    const [outsider, insider] = [await connect(member), await connect(helper)];
    const { serverId, channelId, voiceId } = place;
    await setOverwrites(forStaff(), false);
    const layout = {
      serverId,
      categories: [],
      channels: [channelId, voiceId].map((id, position) => ({ channelId: id, categoryId: null, position })),
    };
    await tell(
      { type: 'channels.moved', layout },
      { type: 'server.updated', server: { ...serverOf(), systemChannelId: channelId } },
      { type: 'reports.changed', serverId, channelId },
    );
    await insider.pushed('channels:moved', ({ channels }) => channels.length === 2);
    await insider.pushed('server:updated', ({ server }) => server.systemChannelId === channelId);
    await outsider.pushed('channels:moved', ({ channels }) => channels.length === 1);
    await outsider.pushed('server:updated', ({ server }) => server.systemChannelId === null);
    harness.communities.change(place, ({ channels }) => ({
      channels: channels.filter((each) => each.channelId !== channelId),
    }));
    await tell({ type: 'channel.deleted', serverId, channelId });
    await insider.pushed('channel:deleted');
    await expect(heardBy(outsider)).resolves.not.toContain(channelId);
  });

  it('and a hidden category are deleted without a word to that member', async () => {
    const category = categoryId.parse(newId());
    harness.communities.change(place, ({ channels }) => ({
      categories: [{ categoryId: category, overwrites: forStaff() }],
      channels: channels.map((each) => ({ ...each, categoryId: category, isSynced: true })),
    }));
    const [outsider, insider] = [await connect(member), await connect(helper)];
    hide();
    harness.communities.change(place, ({ channels }) => ({
      categories: [],
      channels: channels.map((each) => ({ ...each, categoryId: null })),
    }));
    await tell({
      type: 'category.deleted',
      serverId: place.serverId,
      categoryId: category,
      channels: [channelWith(forStaff())],
    });
    await insider.pushed('category:deleted');
    const heard = await heardBy(outsider);
    expect(heard).not.toContain(category);
    expect(heard).not.toContain(place.channelId);
  });

  it('that the server names as its system channel is not named to newcomers', async () => {
    hide();
    const newcomer = randomUUID();
    const client = await connect(newcomer);
    harness.communities.add(newcomer, place);
    const joined = { serverId: place.serverId, userId: newcomer, joinedAt: createdAt, nickname: null };
    await tell({
      type: 'member.joined',
      server: { ...serverOf(), systemChannelId: place.channelId },
      member: {
        ...joined,
        roleIds: [],
        timedOutUntil: null,
        isMuted: false,
        isDeafened: false,
        isTemporary: false,
      },
    });
    const { server } = await client.pushed('server:joined');
    expect(server.systemChannelId).toBeNull();
  });
});

it('reports of messages in a channel are told to the moderators who see it', async () => {
  const other = randomUUID();
  harness.communities.change(place, ({ roles }) => ({
    roles: roles.map((role) => ({ ...role, permissions: role.permissions | setOf('kickMembers') })),
  }));
  harness.communities.add(other, place);
  await setOverwrites(forStaff());
  const [outsider, insider] = [await connect(other), await connect(helper)];
  await tell({ type: 'reports.changed', serverId: place.serverId, channelId: place.channelId });
  await insider.pushed('reports:changed');
  await expect(heardBy(outsider)).resolves.not.toContain('reports:changed');
});

const serverOf = (): Server => ({
  serverId: place.serverId,
  name: '마루',
  iconUrl: null,
  ownerId: owner,
  createdAt,
  description: '',
  defaultNotifications: 'all',
  systemChannelId: null,
  verification: 'none',
  raidModeSince: null,
});

const guard = async (changes: { isRaidModeOn?: boolean; verification?: Verification }) => {
  harness.communities.change(place, () => changes);
  const { isRaidModeOn = false, verification = 'none' } = changes;
  const raidModeSince = isRaidModeOn ? createdAt : null;
  await tell({ type: 'server.updated', server: { ...serverOf(), verification, raidModeSince } });
};

describe('a guarded server', () => {
  it('lets only members with a role write during raid mode, and all members after it', async () => {
    const [client, trusted] = [await connect(member), await connect(helper)];
    await say(client);
    await guard({ isRaidModeOn: true });
    await client.pushed('server:updated');
    await expect(say(client)).rejects.toThrow('FORBIDDEN');
    await client.ask('message:list', { channelId: place.channelId, window: { at: 'latest' } });
    await say(trusted);
    await guard({ isRaidModeOn: false });
    await until(() => client.pushes.filter(({ event }) => event === 'server:updated').length === 2);
    await say(client);
  });

  it('lets newcomers write once they have settled, without an event', async () => {
    const almostSettled = new Date(Date.now() - limits.settlingMs + 700).toISOString();
    harness.communities.add(member, place, { joinedAt: almostSettled });
    await guard({ verification: 'settled' });
    const client = await connect(member);
    await expect(say(client)).rejects.toThrow('FORBIDDEN');
    await until(() => Date.now() > Date.parse(almostSettled) + limits.settlingMs);
    await say(client);
  });
});

it('a time-out ends by itself, without an event', async () => {
  const client = await connect(member);
  const timedOutUntil = new Date(Date.now() + 700).toISOString();
  await updateMember(member, { timedOutUntil });
  await client.pushed('member:updated');
  await expect(say(client)).rejects.toThrow('FORBIDDEN');
  await until(() => Date.now() > Date.parse(timedOutUntil));
  await say(client);
});

it('sockets are closed when rules cannot be fetched', async () => {
  const client = await connect(member);
  const fetch = harness.communities.fetchRules;
  harness.communities.fetchRules = async () => {
    throw new Error('chat is down');
  };
  try {
    await tell({ type: 'roles.changed', serverId: place.serverId });
    await client.closed();
  } finally {
    harness.communities.fetchRules = fetch;
  }
  const again = await connect(member);
  await say(again);
});
