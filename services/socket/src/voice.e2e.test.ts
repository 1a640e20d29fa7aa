import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setOf } from '@maru/contracts/permissions';
import { roleId } from '@maru/contracts/primitives';
import type { VoiceMarks, VoiceRoom } from '@maru/contracts/socket/voice';
import { newId } from '@maru/service-kit/ids';
import { until } from '@maru/service-kit/testing/until';
import type { Place } from './testing/communities.js';
import { startHarness, type Harness } from './testing/socket-harness.js';

const limits = { people: 3, video: 2 };
/** Shorter than in production, so that a lease ends within a test. */
const times = { leaseMs: 1_000, sweepMs: 50, searchMs: 200, settleMs: 200, collectMs: 20 };

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ nodes: 2, voice: { limits, times } });
  await until(
    () => harness.nodes.every(({ link }) => link?.living.length === 2),
    'the nodes hear each other',
  );
});
afterAll(() => harness.stop());

type Client = Awaited<ReturnType<Harness['connect']>>;

const silent: VoiceMarks = { isMuted: false, isDeafened: false, hasCamera: false, hasScreen: false };
const withCamera: VoiceMarks = { ...silent, hasCamera: true };

/** Members of one server with a client each, on alternating nodes. */
const aServer = async (count: number) => {
  const people = Array.from({ length: count }, () => randomUUID());
  const place = harness.communities.create(people[0] ?? '', ...people.slice(1));
  const clients = await Promise.all(
    people.map(async (userId, index) => ({
      userId,
      sessionId: newId(),
      ...(await harness.connect(userId, { node: index % 2 })),
    })),
  );
  return { place, clients };
};
type Person = Awaited<ReturnType<typeof aServer>>['clients'][number];

const join = (person: Person, { voiceId: channelId }: Place, change: object = {}) =>
  person.ask('voice:join', { channelId, sessionId: person.sessionId, marks: silent, ...change });

/** Renews the person's lease, as clients do, until the returned function is called. */
const stay = (person: Person, { voiceId: channelId }: Place, every = 200) => {
  const timer = setInterval(() => {
    person.ask('voice:renew', { channelId, sessionId: person.sessionId, version: 0 }).catch(() => undefined);
  }, every);
  return () => clearInterval(timer);
};

const namesIn = ({ members }: VoiceRoom) => members.map(({ userId }) => userId);
const pushedWith = (client: Client, people: readonly { userId: string }[]) =>
  client.pushed('voice:changed', ({ room }) => {
    const names = namesIn(room);
    return names.length === people.length && people.every(({ userId }) => names.includes(userId));
  });
const offer = { kind: 'rebuild', connection: null, life: newId() } as const;

describe('a call', () => {
  it('shows who is in it to all who may see its channel, on every node, and is listed', async () => {
    const { place, clients } = await aServer(3);
    const [jimin, alice, watcher] = clients as [Person, Person, Person];
    await join(jimin, place);
    const { room, ice } = await join(alice, place);
    // Viewers may hear of a change as late as the leases of this test end.
    const stays = [jimin, alice].map((person) => stay(person, place));
    expect(namesIn(room)).toEqual([jimin.userId, alice.userId]);
    expect(ice).toEqual({ servers: [], hasRelay: false, expiresInMs: null });
    await Promise.all(clients.map((client) => pushedWith(client, [jimin, alice])));
    const { rooms, hasRelay, now } = await watcher.ask('voice:list', { serverId: place.serverId });
    expect(hasRelay).toBe(false);
    expect(Math.abs(Date.parse(now) - Date.now())).toBeLessThan(60_000);
    expect(rooms.map(namesIn)).toEqual([[jimin.userId, alice.userId]]);

    await jimin.ask('voice:leave', { channelId: place.voiceId, sessionId: jimin.sessionId });
    await pushedWith(watcher, [alice]);
    for (const stop of stays) stop();
    await alice.ask('voice:leave', { channelId: place.voiceId, sessionId: alice.sessionId });
    const empty = await watcher.pushed('voice:changed', ({ room: each }) => each.members.length === 0);
    expect(empty.room.startedAt).toBeNull();
  });

  it('never takes more people than it has places, on two nodes at once', async () => {
    const { place, clients } = await aServer(8);
    const outcomes = await Promise.allSettled(clients.map((client) => join(client, place)));
    const joined = outcomes.filter(({ status }) => status === 'fulfilled');
    const refusals = outcomes.flatMap((each) => (each.status === 'rejected' ? [String(each.reason)] : []));
    expect(joined).toHaveLength(limits.people);
    expect(new Set(refusals)).toEqual(new Set(['Error: CALL_FULL']));
    const [stored] = await harness.roster.readRooms([place.voiceId]);
    expect(stored?.members).toHaveLength(limits.people);
  });

  it('takes fewer people while one of them sends video, and no video while it has more', async () => {
    const { place, clients } = await aServer(3);
    const [jimin, alice, mina] = clients as [Person, Person, Person];
    const marksOf = ({ sessionId }: Person) => ({ channelId: place.voiceId, sessionId, marks: withCamera });
    await join(jimin, place, { marks: withCamera });
    await join(alice, place);
    await expect(join(mina, place)).rejects.toThrow('CALL_FULL');
    await jimin.ask('voice:mark', { ...marksOf(jimin), marks: silent });
    await join(mina, place);
    await expect(jimin.ask('voice:mark', marksOf(jimin))).rejects.toThrow('VIDEO_LIMIT_REACHED');
  });

  it('takes no new video from a member who comes back while it has more people', async () => {
    const { place, clients } = await aServer(3);
    const [jimin, alice, mina] = clients as [Person, Person, Person];
    for (const person of [jimin, alice, mina]) await join(person, place);
    const { room } = await join(jimin, place, { marks: withCamera });
    expect(room.members).toHaveLength(3);
    expect(room.members.map(({ marks }) => marks.hasCamera)).toEqual([false, false, false]);
  });

  it('is left when the person joins another one', async () => {
    const { place, clients } = await aServer(2);
    const [jimin, alice] = clients as [Person, Person];
    await join(jimin, place);
    const otherId = newId() as unknown as Place['voiceId'];
    harness.communities.change(place, ({ channels }) => ({
      channels: [
        ...channels,
        ...channels.filter(({ type }) => type === 'voice').map((each) => ({ ...each, channelId: otherId })),
      ],
    }));
    await harness.nodes[0]?.liveChanges.apply([{ type: 'roles.changed', serverId: place.serverId }]);
    await until(
      () =>
        join(jimin, { ...place, voiceId: otherId }).then(
          () => true,
          () => false,
        ),
      'the new channel is known',
    );
    const { rooms } = await alice.ask('voice:list', { serverId: place.serverId });
    expect(rooms.map(({ channelId, members }) => [channelId, members.length])).toEqual([[otherId, 1]]);
  });
});

describe('a second session of the same person', () => {
  it('is refused, and takes over if it says so', async () => {
    const { place, clients } = await aServer(1);
    const [first] = clients as [Person];
    await join(first, place);
    const second = { ...first, ...(await harness.connect(first.userId, { node: 1 })), sessionId: newId() };
    await expect(join(second, place)).rejects.toThrow('CALL_ELSEWHERE');
    const { room } = await join(second, place, { takeOver: true });
    expect(room.members.map(({ sessionId }) => sessionId)).toEqual([second.sessionId]);
    const ended = await first.pushed('voice:ended');
    expect(ended).toMatchObject({ sessionId: first.sessionId, reason: 'taken-over' });
    await expect(
      first.ask('voice:renew', { channelId: place.voiceId, sessionId: first.sessionId, version: 0 }),
    ).rejects.toThrow('NOT_FOUND');
  });

  it('that comes back with the same id keeps its place on another socket and node', async () => {
    const { place, clients } = await aServer(2);
    const [jimin, alice] = clients as [Person, Person];
    const { room } = await join(jimin, place);
    jimin.socket.disconnect();
    const back = { ...jimin, ...(await harness.connect(jimin.userId, { node: 1 })) };
    const resumed = await join(back, place);
    expect(resumed.room.members).toEqual(room.members);
    await join(alice, place);
    const signal = { channelId: place.voiceId, sessionId: alice.sessionId, to: back, signal: offer };
    await alice.ask('voice:signal', { ...signal, to: { userId: back.userId, sessionId: back.sessionId } });
    await back.pushed('voice:signalled');
  });
});

describe('a member', () => {
  it('without renewals leaves when the lease ends; members who renew stay', async () => {
    const { place, clients } = await aServer(3);
    const [jimin, alice, watcher] = clients as [Person, Person, Person];
    await join(jimin, place);
    await join(alice, place);
    const stop = stay(alice, place);
    jimin.socket.disconnect();
    await pushedWith(watcher, [alice]);
    stop();
  });

  it('learns the state of the call with the renewal', async () => {
    const { place, clients } = await aServer(2);
    const [jimin, alice] = clients as [Person, Person];
    const { room } = await join(jimin, place);
    const renew = (version: number) =>
      jimin.ask('voice:renew', { channelId: place.voiceId, sessionId: jimin.sessionId, version });
    await expect(renew(room.version)).resolves.toEqual({ room: null });
    const now = await join(alice, place);
    await until(async () => (await renew(room.version)).room?.version === now.room.version, 'news arrives');
  });

  it('who loses access or the membership is removed at once, and told', async () => {
    const { place, clients } = await aServer(3);
    const [owner, alice, mina] = clients as [Person, Person, Person];
    for (const person of [owner, alice, mina]) await join(person, place);
    const stops = [owner, alice, mina].map((person) => stay(person, place));
    harness.communities.remove(alice.userId, place);
    const { serverId } = place;
    await harness.nodes[0]?.liveChanges.apply([{ type: 'member.left', serverId, userId: alice.userId }]);
    await expect(alice.pushed('voice:ended')).resolves.toMatchObject({ reason: 'not-a-member' });
    await pushedWith(owner, [owner, mina]);

    harness.communities.change(place, ({ channels }) => ({
      channels: channels.map((channel) => ({
        ...channel,
        isSynced: false,
        overwrites: [{ targetType: 'member', targetId: mina.userId, allow: 0, deny: setOf('connect') }],
      })),
    }));
    await harness.nodes[1]?.liveChanges.apply([{ type: 'roles.changed', serverId }]);
    await expect(mina.pushed('voice:ended')).resolves.toMatchObject({ reason: 'no-access' });
    await pushedWith(owner, [owner]);
    stops.forEach((stop) => stop());
  });

  it('who is muted, deafened or may not send video is marked so for all', async () => {
    const { place, clients } = await aServer(2);
    const [owner, alice] = clients as [Person, Person];
    await join(owner, place);
    await join(alice, place, { marks: withCamera });
    harness.communities.add(alice.userId, place, { isMuted: true, isDeafened: true });
    harness.communities.change(place, ({ roles }) => ({
      roles: roles.map((role) => ({ ...role, permissions: role.permissions & ~setOf('useVideo') })),
    }));
    const { serverId } = place;
    const member = { serverId, userId: alice.userId } as never;
    await harness.nodes[0]?.liveChanges.apply([
      { type: 'roles.changed', serverId },
      { type: 'member.updated', member },
    ]);
    const { room } = await owner.pushed('voice:changed', ({ room: { members } }) =>
      members.some(({ userId, allowed }) => userId === alice.userId && !allowed.hear),
    );
    const now = room.members.find(({ userId }) => userId === alice.userId);
    expect(now).toMatchObject({ allowed: { speak: false, video: false, hear: false }, marks: silent });
  });

  it('whose session is signed out leaves at once', async () => {
    const { place, clients } = await aServer(2);
    const [owner, alice] = clients as [Person, Person];
    const sessionId = randomUUID();
    const signedIn = { ...alice, ...(await harness.connect(alice.userId, { node: 1, sessionId })) };
    await join(owner, place);
    const stop = stay(owner, place);
    await join(signedIn, place);
    const endedAt = new Date().toISOString();
    await harness.nodes[0]?.liveChanges.apply([
      { type: 'session.ended', userId: alice.userId, sessionId, endedAt },
    ]);
    await signedIn.closed();
    await pushedWith(owner, [owner]);
    stop();
  });
});

describe('a signal', () => {
  it('reaches the named session on another node, from the sender whom the server names', async () => {
    const { place, clients } = await aServer(2);
    const [jimin, alice] = clients as [Person, Person];
    for (const person of [jimin, alice]) await join(person, place);
    const { voiceId: channelId } = place;
    const from = { userId: alice.userId, sessionId: alice.sessionId };
    const forged = { channelId, sessionId: jimin.sessionId, to: from, from, signal: offer };
    await jimin.ask('voice:signal', forged);
    await expect(alice.pushed('voice:signalled')).resolves.toEqual({
      channelId,
      from: { userId: jimin.userId, sessionId: jimin.sessionId },
      signal: offer,
    });
  });

  it('does not leave the call, enter it from outside, or speak for another session', async () => {
    const { place, clients } = await aServer(3);
    const [jimin, alice, outside] = clients as [Person, Person, Person];
    for (const person of [jimin, alice]) await join(person, place);
    const send = (from: Person, to: Person, sessionId = from.sessionId) =>
      from.ask('voice:signal', {
        channelId: place.voiceId,
        sessionId,
        to: { userId: to.userId, sessionId: to.sessionId },
        signal: offer,
      });
    await expect(send(jimin, outside)).rejects.toThrow('NOT_FOUND');
    await expect(send(outside, jimin)).rejects.toThrow('NOT_FOUND');
    await expect(send(outside, jimin, alice.sessionId)).rejects.toThrow('NOT_FOUND');
    await expect(send(jimin, alice, newId())).rejects.toThrow('NOT_FOUND');
  });

  it('that is too large is refused', async () => {
    const { place, clients } = await aServer(2);
    const [jimin, alice] = clients as [Person, Person];
    for (const person of [jimin, alice]) await join(person, place);
    const signal = {
      kind: 'offer',
      connection: newId(),
      n: 1,
      life: newId(),
      sdp: 'x'.repeat(50_000),
    } as const;
    const to = { userId: alice.userId, sessionId: alice.sessionId };
    await expect(
      jimin.ask('voice:signal', {
        channelId: place.voiceId,
        sessionId: jimin.sessionId,
        to,
        signal,
      } as never),
    ).rejects.toThrow('VALIDATION_FAILED');
  });
});

it('a signal of few characters and many bytes is refused', async () => {
  const { place, clients } = await aServer(2);
  const [jimin, alice] = clients as [Person, Person];
  for (const person of [jimin, alice]) await join(person, place);
  const [connection, life, sdp] = [newId(), newId(), '가'.repeat(19_500)];
  const signal = { kind: 'offer', connection, life, n: 1, sdp } as const;
  const to = { userId: alice.userId, sessionId: alice.sessionId };
  await expect(
    jimin.ask('voice:signal', { channelId: place.voiceId, sessionId: jimin.sessionId, to, signal }),
  ).rejects.toThrow('PAYLOAD_TOO_LARGE');
});

describe('a moderator', () => {
  const aModeratedCall = async () => {
    const { place, clients } = await aServer(3);
    const [owner, mover, target] = clients as [Person, Person, Person];
    const moving = roleId.parse(newId());
    const quietId = newId() as unknown as Place['voiceId'];
    harness.communities.change(place, ({ roles, channels }) => ({
      roles: [...roles, { roleId: moving, position: 1, permissions: setOf('moveMembers') }],
      channels: [
        ...channels,
        ...channels
          .filter(({ type }) => type === 'voice')
          .map((each) => ({ ...each, channelId: quietId, userLimit: 1 })),
      ],
    }));
    harness.communities.add(mover.userId, place, { roleIds: [moving] });
    await harness.nodes[0]?.liveChanges.apply([
      { type: 'roles.changed', serverId: place.serverId },
      { type: 'member.updated', member: { serverId: place.serverId, userId: mover.userId } as never },
    ]);
    await harness.nodes[1]?.liveChanges.apply([{ type: 'roles.changed', serverId: place.serverId }]);
    await join(target, place);
    return { place, quietId, owner, mover, target };
  };

  it('moves a member into another channel, past its own limit', async () => {
    const { place, quietId, owner, mover, target } = await aModeratedCall();
    await join(owner, { ...place, voiceId: quietId });
    await mover.ask('voice:move', { channelId: place.voiceId, userId: target.userId, toChannelId: quietId });
    await expect(target.pushed('voice:moved')).resolves.toEqual({
      channelId: place.voiceId,
      sessionId: target.sessionId,
      toChannelId: quietId,
    });
    await owner.pushed(
      'voice:changed',
      ({ room }) => room.channelId === quietId && room.members.length === 2,
    );
  });

  it('disconnects a member; an ordinary member may not, nor move', async () => {
    const { place, quietId, owner, mover, target } = await aModeratedCall();
    const { voiceId: channelId } = place;
    await join(mover, place);
    const victim = { channelId, userId: mover.userId };
    await expect(target.ask('voice:disconnect', victim)).rejects.toThrow('FORBIDDEN');
    await expect(target.ask('voice:move', { ...victim, toChannelId: quietId })).rejects.toThrow('FORBIDDEN');
    await mover.ask('voice:disconnect', { channelId, userId: target.userId });
    await expect(target.pushed('voice:ended')).resolves.toMatchObject({ reason: 'disconnected' });
    await expect(mover.ask('voice:disconnect', { channelId, userId: owner.userId })).rejects.toThrow(
      'NOT_FOUND',
    );
  });
});

it('a node that stops takes its members out of a call that no other node has members in', async () => {
  const { place, clients } = await aServer(2);
  const [watcher, jimin] = clients as [Person, Person];
  await join(jimin, place);
  await pushedWith(watcher, [jimin]);
  await harness.nodes[1]?.close();
  await pushedWith(watcher, []);
});
