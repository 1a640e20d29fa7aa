import { describe, expect, it } from '@jest/globals';
import { ordinaryPermissions } from '@maru/contracts/permissions';
import { channelId as channelIdSchema, serverId as serverIdSchema } from '@maru/contracts/primitives';
import type { ChannelId } from '@maru/contracts/primitives';
import { AppError } from '@maru/service-kit/app-error';
import { newId } from '@maru/service-kit/ids';
import { createLogger } from '@maru/service-kit/logger';
import { until } from '@maru/service-kit/testing/until';
import fc from 'fast-check';
import { Joins } from './joins.js';
import { KnownRooms } from './known-rooms.js';
import { Leases } from './leases.js';
import { Moves } from './moves.js';
import type { VoiceAccess } from './places.js';
import { isPlaceDue, Renewals } from './renewals.js';
import { memberIn, sendsVideo, type StoredRoom } from './room.js';
import { Roster } from './roster.js';
import { FakeRosterStore, type Fault } from './roster-store.fake.js';
import { VoiceService } from './voice.service.js';

const limits = { people: 3, video: 2 };
const leaseMs = 12_000;
const log = createLogger({ service: 'socket', level: 'silent' });
const serverId = serverIdSchema.parse(newId());
const channels = [newId(), newId()].map((id) => channelIdSchema.parse(id));
const [here, there] = channels as [ChannelId, ChannelId];
const people = ['jimin', 'alice', 'mina', 'minho', 'kai'];
const marks = { isMuted: false, isDeafened: false, hasCamera: false, hasScreen: false };

const accessTo = (channelId: ChannelId): VoiceAccess => ({
  scope: 'server',
  serverId,
  channelId,
  audience: 'all',
  permissions: ordinaryPermissions,
  memberSince: '2026-01-01T00:00:00.000Z',
  slowModeSeconds: 0,
  roleIds: [],
  voice: { userLimit: null, isMuted: false, isDeafened: false },
});

type News = { event: 'ended' | 'moved'; sessionId: string };

/** One node's part of the calls; its clock may differ from that of others. */
const createNode = (store: FakeRosterStore, nodeId: string, now: () => number) => {
  const told: StoredRoom[] = [];
  const pushed: StoredRoom[] = [];
  const news: News[] = [];
  const access = {
    findConversation: async (_userId: string, channelId: ChannelId) => accessTo(channelId),
    findInServer: async (_serverId: string, channelId: ChannelId) => accessTo(channelId),
    knownMember: async () => undefined,
    requireConversation: async (_userId: string, channelId: ChannelId) => accessTo(channelId),
  };
  const announcer = {
    ended: (_channelId: ChannelId, { sessionId }: { sessionId: string }) =>
      void news.push({ event: 'ended', sessionId }),
    moved: (_channelId: ChannelId, { sessionId }: { sessionId: string }) =>
      void news.push({ event: 'moved', sessionId }),
  };
  const leases = new Leases(leaseMs, now);
  const rooms = new KnownRooms(store, (room) => pushed.push(room));
  const backoff = () => new Promise((resolve) => setImmediate(resolve));
  const roster = new Roster({ store, rooms, log, backoff, tellNodes: (room) => told.push(room) });
  const known = { store, roster, rooms, access, announcer, limits, leases };
  const voice = new VoiceService(known);
  const joins = new Joins({ ...known, voice });
  const moves = new Moves({ ...known, voice });
  const renewals = new Renewals({ store, rooms, leases, log, collectMs: 0, now });
  const join = (userId: string, sessionId: string, options: object = {}, channelId = here) =>
    joins.join({ userId, sessionId, socketId: sessionId, nodeId }, accessTo(channelId), {
      marks,
      takeOver: false,
      isConnected: () => true,
      ...options,
    });
  const move = (userId: string, from = here, to = there) =>
    moves.move({ moverId: 'boss', userId }, accessTo(from), to);
  return { voice, join, joins, move, renewals, rooms, leases, told, pushed, news };
};

/** Two nodes on one store whose next write has this fault. */
const aNode = () => {
  const faults: Fault[] = [];
  const store = new FakeRosterStore({ nextFault: () => faults.shift() ?? 'none' });
  const clock = { ms: 1_000_000 };
  return { store, faults, clock, ...createNode(store, 'one', () => clock.ms) };
};

describe('a change of a call whose answer was lost', () => {
  it('of a take-over still tells the session that was replaced', async () => {
    const { join, faults, news } = aNode();
    await join('jimin', 'first');
    faults.push('answer-lost');
    await join('jimin', 'second', { takeOver: true });
    expect(news).toEqual([{ event: 'ended', sessionId: 'first' }]);
  });

  it('of a disconnection counts, and tells the member', async () => {
    const { join, voice, faults, news } = aNode();
    await join('jimin', 'first');
    faults.push('answer-lost');
    await expect(voice.disconnect(here, 'jimin')).resolves.toBeUndefined();
    expect(news).toEqual([{ event: 'ended', sessionId: 'first' }]);
  });

  it('of a move counts, and tells the member', async () => {
    const { join, move, faults, news, store } = aNode();
    await join('jimin', 'first');
    faults.push('answer-lost');
    await expect(move('jimin')).resolves.toBeUndefined();
    expect(news).toEqual([{ event: 'moved', sessionId: 'first' }]);
    expect(memberIn(store.rooms.get(there), 'jimin')).toBeDefined();
  });

  it.each(['leave', 'move', 'join elsewhere'])('of a %s is made known to all nodes', async (kind) => {
    const { join, move, voice, faults, told, pushed } = aNode();
    await join('jimin', 'first');
    faults.push('answer-lost');
    if (kind === 'leave') await voice.leave({ userId: 'jimin', sessionId: 'first' }, here);
    else if (kind === 'move') await move('jimin');
    else await join('jimin', 'first', {}, there);
    for (const heard of [told, pushed])
      expect(heard.findLast(({ channelId }) => channelId === here)?.members).toEqual([]);
  });
});

describe('a session that a moderator has taken out of a call', () => {
  it('does not come back by itself, and is told again; a new one may join', async () => {
    const { join, voice, news, store } = aNode();
    await join('jimin', 'first');
    await voice.disconnect(here, 'jimin');
    news.length = 0;
    await expect(join('jimin', 'first')).rejects.toThrow('FORBIDDEN');
    expect(news).toEqual([{ event: 'ended', sessionId: 'first' }]);
    expect(memberIn(store.rooms.get(here), 'jimin')).toBeUndefined();
    await join('jimin', 'second');
    expect(memberIn(store.rooms.get(here), 'jimin')).toBeDefined();
  });

  it('does not come back either if the answer of the write was lost', async () => {
    const { join, voice, faults } = aNode();
    await join('jimin', 'first');
    faults.push('answer-lost');
    await voice.disconnect(here, 'jimin');
    await expect(join('jimin', 'first')).rejects.toThrow('FORBIDDEN');
  });

  it.each(['join first', 'disconnect first'])('is out of it if both come at once: %s', async (order) => {
    const { join, voice, store } = aNode();
    await join('jimin', 'first');
    const acts = [() => join('jimin', 'first'), () => voice.disconnect(here, 'jimin')];
    if (order === 'disconnect first') acts.reverse();
    await Promise.allSettled<unknown>(acts.map((act) => act()));
    expect(memberIn(store.rooms.get(here), 'jimin')).toBeUndefined();
  });

  it('is sent on to the call that it was moved into, even after its lease there has ended', async () => {
    const { join, move, voice, news, clock, leases } = aNode();
    await join('jimin', 'first');
    await move('jimin');
    news.length = 0;
    await expect(join('jimin', 'first')).rejects.toThrow('FORBIDDEN');
    clock.ms += 10 * leaseMs;
    expect(leases.isLive({ until: clock.ms - 1 })).toBe(false);
    await voice.sweep(there);
    await expect(join('jimin', 'first')).rejects.toThrow('FORBIDDEN');
    expect(news).toEqual([
      { event: 'moved', sessionId: 'first' },
      { event: 'moved', sessionId: 'first' },
    ]);
  });

  it('may go back once it knows of the move', async () => {
    const { join, move } = aNode();
    await join('jimin', 'first');
    await move('jimin');
    await join('jimin', 'first', {}, there);
    await expect(join('jimin', 'first', {}, here)).resolves.toMatchObject({ channelId: here });
  });
});

describe('a session with the id of another person’s', () => {
  it('is refused in the same call, by a join and by a move', async () => {
    const { join, move, store } = aNode();
    await join('jimin', 'first');
    await expect(join('alice', 'first')).rejects.toThrow('CONFLICT');
    await join('alice', 'first', {}, there);
    await expect(move('alice', there, here)).rejects.toThrow('CONFLICT');
    expect(store.rooms.get(here)?.members.map(({ userId }) => userId)).toEqual(['jimin']);
  });

  it('is taken once the other person’s lease has ended', async () => {
    const { join, clock } = aNode();
    await join('jimin', 'first');
    clock.ms += 10 * leaseMs;
    await expect(join('alice', 'first')).resolves.toMatchObject({ members: [{ userId: 'alice' }] });
  });
});

describe('a session that returns', () => {
  it('keeps its place and lease, and brings no video into a call that is too large for it', async () => {
    const { join } = aNode();
    const first = await join('jimin', 'first');
    await join('alice', 'second');
    await join('mina', 'third');
    const { members } = await join('jimin', 'first', { marks: { ...marks, hasCamera: true } });
    expect(members).toHaveLength(3);
    expect(members.find(({ userId }) => userId === 'jimin')).toEqual(first.members[0]);
  });

  it('by another socket tells the old one, which may belong to a copy of the tab', async () => {
    const { join, joins, news } = aNode();
    await join('jimin', 'first');
    const who = { userId: 'jimin', sessionId: 'first', socketId: 'other', nodeId: 'one' };
    await joins.join(who, accessTo(here), { marks, takeOver: false, isConnected: () => true });
    expect(news).toEqual([{ event: 'ended', sessionId: 'first' }]);
  });

  it('by a socket that has closed meanwhile replaces nothing', async () => {
    const { join, store, news } = aNode();
    await join('jimin', 'first');
    const before = store.rooms.get(here);
    await expect(join('jimin', 'first', { isConnected: () => false })).rejects.toThrow('UNAVAILABLE');
    expect(store.rooms.get(here)).toBe(before);
    expect(news).toEqual([]);
  });

  it('keeps the video that it sent', async () => {
    const { join } = aNode();
    const withCamera = { marks: { ...marks, hasCamera: true } };
    await join('jimin', 'first', withCamera);
    await join('alice', 'second');
    const { members } = await join('jimin', 'first', withCamera);
    expect(members.filter(sendsVideo)).toHaveLength(1);
  });
});

it('the place of a person is kept with renewals once a stay is long', async () => {
  const { join, renewals, store, clock } = aNode();
  const dayMs = 86_400_000;
  await join('jimin', 'first');
  const [jimin] = store.rooms.get(here)?.members ?? [];
  const joinedAt = Date.parse(jimin?.joinedAt ?? '');
  clock.ms = joinedAt + dayMs - 1;
  expect(isPlaceDue(jimin?.joinedAt ?? '', clock.ms)).toBe(false);
  // Any renewal rhythm meets the time of each day.
  for (const day of [1, 6])
    expect(isPlaceDue(jimin?.joinedAt ?? '', joinedAt + day * dayMs + 5_000)).toBe(true);
  clock.ms = joinedAt + 3 * dayMs + 5_000;
  renewals.renew(here, { userId: 'jimin', sessionId: 'first' });
  await until(() => store.kept.length > 0, 'the place is kept');
  expect(store.kept).toEqual([{ userId: 'jimin', sessionId: 'first' }]);
});

describe('marks', () => {
  it('that are repeated write nothing', async () => {
    const { join, voice, told } = aNode();
    await join('jimin', 'first');
    const { length } = told;
    await voice.mark({ userId: 'jimin', sessionId: 'first' }, here, { ...marks });
    expect(told).toHaveLength(length);
  });

  it('of a session that was taken over are refused', async () => {
    const { join, voice } = aNode();
    await join('jimin', 'first');
    await join('jimin', 'second', { takeOver: true });
    await expect(voice.mark({ userId: 'jimin', sessionId: 'first' }, here, marks)).rejects.toThrow(
      'NOT_FOUND',
    );
  });
});

interface InCall {
  userId: string;
  session: number;
  channel: number;
}
type Step =
  | ({ kind: 'join'; takeOver: boolean; hasCamera: boolean } & InCall)
  | ({ kind: 'leave' } & InCall)
  | ({ kind: 'renew' } & InCall)
  | ({ kind: 'mark'; hasCamera: boolean } & InCall)
  | { kind: 'disconnect'; userId: string; channel: number }
  | { kind: 'move'; userId: string; channel: number }
  | { kind: 'sweep'; channel: number }
  | { kind: 'wait'; ms: number };

const person = { userId: fc.constantFrom(...people), channel: fc.nat(1) };
const session = { ...person, session: fc.nat(1) };
const hasCamera = fc.boolean();
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('join' as const),
      ...session,
      takeOver: fc.boolean(),
      hasCamera,
    }),
  },
  fc.record({ kind: fc.constant('leave' as const), ...session }),
  fc.record({ kind: fc.constant('renew' as const), ...session }),
  fc.record({ kind: fc.constant('mark' as const), ...session, hasCamera }),
  fc.record({ kind: fc.constant('disconnect' as const), ...person }),
  fc.record({ kind: fc.constant('move' as const), ...person }),
  fc.record({ kind: fc.constant('sweep' as const), channel: fc.nat(1) }),
  fc.record({ kind: fc.constant('wait' as const), ms: fc.constantFrom(1_000, 7_000, 15_000) }),
);
const fault = fc.constantFrom<Fault>('none', 'none', 'none', 'fails', 'answer-lost');

type Node = ReturnType<typeof createNode>;

const channelOf = (index: number) => channels[index] ?? here;

const perform = async (node: Node, each: Exclude<Step, { kind: 'wait' }>): Promise<unknown> => {
  const channelId = channelOf(each.channel);
  const sessionOf = ({ userId, session: number }: InCall) => ({ userId, sessionId: `${userId} ${number}` });
  switch (each.kind) {
    case 'join': {
      const { userId, sessionId } = sessionOf(each);
      const options = { marks: { ...marks, hasCamera: each.hasCamera }, takeOver: each.takeOver };
      return node.join(userId, sessionId, options, channelId);
    }
    case 'leave':
      return node.voice.leave(sessionOf(each), channelId);
    case 'renew':
      return node.renewals.renew(channelId, sessionOf(each));
    case 'mark':
      return node.voice.mark(sessionOf(each), channelId, { ...marks, hasCamera: each.hasCamera });
    case 'disconnect':
      return node.voice.disconnect(channelId, each.userId);
    case 'move':
      return node.move(each.userId, channelId, channelOf(1 - each.channel));
    case 'sweep':
      return node.voice.sweep(channelId);
  }
};

describe('calls on two nodes whose clocks differ, with a failing store', () => {
  /** Throws if a call has too many people, a person is in two, or a version falls or is used twice. */
  const createWatch = () => {
    const seen = new Map<string, StoredRoom>();
    return (rooms: readonly StoredRoom[]) => {
      for (const room of rooms) {
        const before = seen.get(room.channelId);
        seen.set(room.channelId, room);
        expect(room.members.length).toBeLessThanOrEqual(limits.people);
        if (room.members.some(sendsVideo)) expect(room.members.length).toBeLessThanOrEqual(limits.video);
        if (!before) continue;
        expect(room.version).toBeGreaterThanOrEqual(before.version);
        const withoutLeases = ({ members }: StoredRoom) => members.map(({ until: _until, ...rest }) => rest);
        if (room.version === before.version) expect(withoutLeases(room)).toEqual(withoutLeases(before));
      }
      const all = rooms.flatMap(({ members }) => members.map(({ userId }) => userId));
      expect(new Set(all).size).toBe(all.length);
    };
  };

  it('never take too many people, or one person twice, and all nodes agree in the end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(step, fc.nat(1)), { minLength: 4, maxLength: 24 }),
        fc.array(fault, { maxLength: 30 }),
        fc.integer({ min: 1, max: 5 }),
        async (steps, faults, atOnce) => {
          const clock = { ms: 1_000_000 };
          const violations: unknown[] = [];
          const check = createWatch();
          const onChange = (rooms: readonly StoredRoom[]) => {
            try {
              check(rooms);
            } catch (error) {
              violations.push(error);
            }
          };
          const store = new FakeRosterStore({ nextFault: () => faults.shift() ?? 'none', onChange });
          const nodes = [2_000, -2_000].map((skew, at) =>
            createNode(store, `node ${at}`, () => clock.ms + skew),
          );
          const [one, two] = nodes as [Node, Node];
          const run = async ([each, at]: (typeof steps)[number]) =>
            each.kind === 'wait' ? (clock.ms += each.ms) : perform(at === 0 ? one : two, each);
          for (let start = 0; start < steps.length; start += atOnce) {
            const outcomes = await Promise.allSettled(steps.slice(start, start + atOnce).map(run));
            for (const each of outcomes)
              if (each.status === 'rejected' && !(each.reason instanceof AppError))
                violations.push(each.reason);
          }
          expect(violations).toEqual([]);
          // Each node has heard its own news and the frames of the other.
          for (const room of two.told) one.rooms.put(room);
          for (const room of one.told) two.rooms.put(room);
          for (const { channelId, version } of store.rooms.values())
            for (const node of nodes) expect(node.rooms.get(channelId)?.version).toBe(version);
        },
      ),
      { numRuns: 150 },
    );
  });
});
