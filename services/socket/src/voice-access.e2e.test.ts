import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Membership } from '@maru/contracts/internal/access';
import type { OutboxEvent } from '@maru/contracts/internal/events';
import { limits } from '@maru/contracts/limits';
import { ordinaryPermissions, setOf, type Permission } from '@maru/contracts/permissions';
import type { VoiceEndReason } from '@maru/contracts/socket/voice';
import { until } from '@maru/service-kit/testing/until';
import { joinCall, memberUpdated, peopleIn, roomHeard, type Client } from './testing/call-steps.js';
import type { Place } from './testing/communities.js';
import { startHarness, type Harness } from './testing/socket-harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({
    nodes: 2,
    accessIntervalMs: 60_000,
    // Only events may settle calls here.
    voice: { times: { settleMs: 60_000 } },
  });
});
afterAll(() => harness.stop());

let [owner, guest] = ['', ''];
let place: Place;
let watcher: Client;
let talker: Client;
beforeEach(async () => {
  [owner, guest] = [randomUUID(), randomUUID()];
  place = harness.communities.create(owner, guest);
  // The change arrives at the first node; the talker is on the second.
  [watcher, talker] = [await harness.connect(owner, { node: 0 }), await harness.connect(guest, { node: 1 })];
});

const tell = (...events: OutboxEvent[]) => harness.nodes[0]?.liveChanges.apply(events);

const setMember = async (changes: Partial<Membership>) => {
  harness.communities.add(guest, place, changes);
  await tell(memberUpdated(place, guest, changes));
};

const setEverybody = async (permissions: number) => {
  harness.communities.change(place, ({ roles }) => ({
    roles: roles.map((role) => (role.position === 0 ? { ...role, permissions } : role)),
  }));
  await tell({ type: 'roles.changed', serverId: place.serverId });
};
const without = (...permissions: Permission[]) => ordinaryPermissions & ~setOf(...permissions);

const allowedOf = (allowed: object) => (members: { userId: string; allowed: object }[]) =>
  members.some((each) => each.userId === guest && JSON.stringify(each.allowed) === JSON.stringify(allowed));

describe('a member of a call on another node', () => {
  const ends: [string, VoiceEndReason, () => Promise<unknown>][] = [
    [
      'is kicked, banned, or leaves',
      'not-a-member',
      async () => {
        harness.communities.remove(guest, place);
        await tell({ type: 'member.left', serverId: place.serverId, userId: guest });
      },
    ],
    ['may no longer connect', 'no-access', () => setEverybody(without('connect'))],
    ['no longer sees the channel', 'no-access', () => setEverybody(without('viewChannel'))],
    [
      'is timed out',
      'no-access',
      () => setMember({ timedOutUntil: new Date(Date.now() + 60_000).toISOString() }),
    ],
    [
      'loses the channel',
      'channel-deleted',
      async () => {
        const { serverId, voiceId: channelId } = place;
        harness.communities.change(place, ({ channels }) => ({
          channels: channels.filter((each) => each.channelId !== channelId),
        }));
        await tell({ type: 'channel.deleted', serverId, channelId, wasSeenByAll: true });
      },
    ],
  ];

  it.each(ends)('who %s is out of it at once and told so: %s', async (_condition, reason, change) => {
    const { sessionId, channelId } = await joinCall(talker, place.voiceId);
    await roomHeard(watcher, channelId, (members) => members.length === 1);
    await change();
    await expect(talker.pushed('voice:ended')).resolves.toEqual({
      channelId,
      sessionId,
      reason,
    });
    await until(async () => (await peopleIn(watcher, place, channelId)).length === 0, 'the call is empty');
    await expect(talker.ask('voice:renew', { channelId, sessionId, version: 0 })).rejects.toThrow(
      /NOT_FOUND|FORBIDDEN/,
    );
  });

  it('is out of it when the server is deleted', async () => {
    const { channelId } = await joinCall(talker, place.voiceId);
    const { serverId } = place;
    harness.communities.delete(place);
    await tell({ type: 'server.deleted', serverId });
    await talker.pushed('voice:ended', (ended) => ended.channelId === channelId);
  });

  it('is out of it when their session is signed out', async () => {
    const sessionId = randomUUID();
    const leaving = await harness.connect(guest, { node: 1, sessionId });
    const { channelId } = await joinCall(leaving, place.voiceId);
    await roomHeard(watcher, channelId, (members) => members.length === 1);
    await tell({ type: 'session.ended', sessionId, userId: guest, endedAt: new Date().toISOString() });
    await leaving.closed();
    await roomHeard(watcher, channelId, (members) => members.length === 0);
  });

  it('is out of it when their session is signed out before their join is written', async () => {
    const sessionId = randomUUID();
    const leaving = await harness.connect(guest, { node: 1, sessionId });
    const { roster } = harness;
    const write = roster.write.bind(roster);
    jest.spyOn(roster, 'write').mockImplementationOnce(async (change) => {
      await tell({ type: 'session.ended', sessionId, userId: guest, endedAt: new Date().toISOString() });
      await leaving.closed();
      return write(change);
    });
    joinCall(leaving, place.voiceId).catch(() => undefined);
    await roomHeard(watcher, place.voiceId, (members) => members.length === 1);
    await roomHeard(watcher, place.voiceId, (members) => members.length === 0);
    jest.restoreAllMocks();
  });

  const restrictions: [string, () => Promise<unknown>, object][] = [
    ['is muted', () => setMember({ isMuted: true }), { speak: false, video: true, hear: true }],
    ['is deafened', () => setMember({ isDeafened: true }), { speak: true, video: true, hear: false }],
    ['may no longer speak', () => setEverybody(without('speak')), { speak: false, video: true, hear: true }],
    [
      'may no longer show video',
      () => setEverybody(without('useVideo')),
      { speak: true, video: false, hear: true },
    ],
  ];

  it.each(restrictions)('who %s is allowed less until it is lifted', async (_condition, change, less) => {
    const { channelId } = await joinCall(talker, place.voiceId);
    await change();
    await roomHeard(watcher, channelId, allowedOf(less));
    await roomHeard(talker, channelId, allowedOf(less));
    watcher.pushes.length = 0;
    await setMember({});
    await setEverybody(ordinaryPermissions);
    await roomHeard(watcher, channelId, allowedOf({ speak: true, video: true, hear: true }));
    expect(talker.pushes.map(({ event }) => event)).not.toContain('voice:ended');
  });

  it('who may no longer show video has no camera and no screen any more', async () => {
    const { channelId } = await joinCall(talker, place.voiceId, { hasCamera: true, hasScreen: true });
    await setEverybody(without('useVideo'));
    const { room } = await roomHeard(
      watcher,
      channelId,
      allowedOf({ speak: true, video: false, hear: true }),
    );
    expect(room.members[0]?.marks).toMatchObject({ hasCamera: false, hasScreen: false });
  });
});

it('a member who joins while their access ends is not left in the call', async () => {
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      const person = randomUUID();
      harness.communities.add(person, place);
      const client = await harness.connect(person, { node: 1 });
      await tell({ type: 'roles.changed', serverId: place.serverId });
      const joining = joinCall(client, place.voiceId).catch(() => undefined);
      harness.communities.remove(person, place);
      await tell({ type: 'member.left', serverId: place.serverId, userId: person });
      await joining;
    }),
  );
  await until(async () => (await peopleIn(watcher, place, place.voiceId)).length === 0, 'the call is empty');
});

describe('without an event', () => {
  let lonely: Harness;
  beforeAll(async () => {
    lonely = await startHarness({ accessIntervalMs: 200, voice: { times: { settleMs: 100 } } });
  });
  afterAll(() => lonely.stop());

  const aCall = async (membership: Partial<Membership> = {}) => {
    const home = lonely.communities.create(owner, guest);
    lonely.communities.change(home, () => ({ verification: 'settled' }));
    lonely.communities.add(guest, home, membership);
    const [host, member] = [await lonely.connect(owner), await lonely.connect(guest)];
    return { home, host, stay: await joinCall(member, home.voiceId) };
  };

  it('a member of a call is allowed more when time has verified them', async () => {
    const joinedAt = new Date(Date.now() - limits.settlingMs + 3_000).toISOString();
    const { host, stay } = await aCall({ joinedAt });
    expect(stay.room.members[0]?.allowed).toEqual({ speak: false, video: false, hear: true });
    await roomHeard(host, stay.channelId, allowedOf({ speak: true, video: true, hear: true }));
  });

  it('a removed member is out of the call with the next round', async () => {
    const { home, host, stay } = await aCall();
    lonely.communities.remove(guest, home);
    await stay.client.pushed('voice:ended', ({ reason }) => reason === 'not-a-member');
    await until(async () => (await peopleIn(host, home, stay.channelId)).length === 0, 'the call is empty');
  });

  it('a lowered user limit removes no one', async () => {
    const { home, host, stay } = await aCall();
    await joinCall(host, stay.channelId);
    lonely.communities.change(home, ({ channels }) => ({
      channels: channels.map((each) => ({ ...each, userLimit: 1 })),
    }));
    await lonely.nodes[0]?.liveChanges.apply([{ type: 'roles.changed', serverId: home.serverId }]);
    await expect(peopleIn(host, home, stay.channelId)).resolves.toHaveLength(2);
    const late = randomUUID();
    lonely.communities.add(late, home);
    await expect(joinCall(await lonely.connect(late), stay.channelId)).rejects.toThrow('CALL_FULL');
  });
});
