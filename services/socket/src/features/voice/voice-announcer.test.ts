import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { channelId as channelIdSchema, serverId as serverIdSchema } from '@maru/contracts/primitives';
import { newId } from '@maru/service-kit/ids';
import { createLogger } from '@maru/service-kit/logger';
import { emptyRoom, type StoredMember, type StoredRoom } from './room.js';
import { VoiceAnnouncer } from './voice-announcer.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const empty = emptyRoom(channelIdSchema.parse(newId()), serverIdSchema.parse(newId()));
const memberOf = (userId: string): StoredMember => ({
  userId,
  sessionId: `session of ${userId}`,
  socketId: userId,
  nodeId: 'here',
  joinedAt: '2026-01-01T00:00:00.000Z',
  until: 0,
  marks: { isMuted: false, isDeafened: false, hasCamera: false, hasScreen: false },
  allowed: { speak: true, video: true, hear: true },
});

/** Every socket but the stranger sees the channel; the versions that each receives are noted. */
const anAudience = (...sockets: string[]) => {
  const received = new Map(sockets.map((socket) => [socket, [] as number[]]));
  const emitTo =
    (targets: readonly string[]) =>
    (_event: string, { room }: { room: StoredRoom }) =>
      targets.forEach((socket) => received.get(socket)?.push(room.version));
  const to = (target: string | string[]) => {
    const viewers = sockets.filter((each) => each !== 'stranger');
    // As Socket.IO does: no target means every socket.
    const targets = target === 'all' ? viewers : target.length === 0 ? sockets : [target].flat();
    const except = (left: string[]) => ({ emit: emitTo(targets.filter((each) => !left.includes(each))) });
    return { emit: emitTo(targets), except };
  };
  const access = { whenCurrent: async () => undefined, findInServer: async () => ({ audience: 'all' }) };
  const log = createLogger({ service: 'socket', level: 'silent' });
  // Only what the announcer uses.
  const announcer = new VoiceAnnouncer({ io: { local: { to } }, access, isClustered: false, log } as never);
  let before: StoredRoom | undefined;
  const pushMembers = (version: number, members: StoredMember[]) => {
    const room = { ...empty, version, members };
    announcer.push(room, before);
    before = room;
  };
  const push = (version: number, ...people: string[]) => pushMembers(version, people.map(memberOf));
  return { received, push, pushMembers };
};

it('a call that changes all the time is pushed to viewers once a second, to members sooner, and the last state arrives', async () => {
  const { received, push } = anAudience('jimin', 'viewer');
  for (let change = 0; change < 50; change += 1) {
    push(change, 'jimin');
    await jest.advanceTimersByTimeAsync(50);
  }
  await jest.advanceTimersByTimeAsync(2_000);
  const [jimin, viewer] = [received.get('jimin') ?? [], received.get('viewer') ?? []];
  expect(viewer).toEqual([0, 19, 39, 49]);
  expect(jimin.length).toBeGreaterThan(10);
  expect(jimin.length).toBeLessThanOrEqual(14);
  expect(jimin.at(-1)).toBe(49);
  expect(new Set(jimin).size).toBe(jimin.length);
});

it('a member who gets their voice back is heard at once; other changes go on in their pace', async () => {
  const { received, pushMembers } = anAudience('jimin', 'viewer');
  const jimin = memberOf('jimin');
  const alice = memberOf('alice');
  const silenced: StoredMember[] = [
    { ...alice, marks: { ...alice.marks, isMuted: true } },
    { ...alice, marks: { ...alice.marks, isDeafened: true } },
    { ...alice, allowed: { ...alice.allowed, speak: false } },
  ];
  pushMembers(1, [jimin, alice]);
  await jest.advanceTimersByTimeAsync(10);
  for (const [index, each] of silenced.entries()) {
    pushMembers(2 * index + 2, [jimin, each]);
    pushMembers(2 * index + 3, [jimin, alice]);
    await jest.advanceTimersByTimeAsync(10);
  }
  expect(received.get('jimin')).toEqual([1, 3, 5, 7]);
  pushMembers(8, [jimin, { ...alice, marks: { ...alice.marks, hasCamera: true } }]);
  await jest.advanceTimersByTimeAsync(10);
  expect(received.get('jimin')).toEqual([1, 3, 5, 7]);
  await jest.advanceTimersByTimeAsync(2_000);
  expect(received.get('jimin')).toEqual([1, 3, 5, 7, 8]);
  expect(received.get('viewer')).toEqual([1, 8]);
});

it('people hear soon of a call that they have just joined; viewers, and people who have left, within a second', async () => {
  const { received, push } = anAudience('jimin', 'alice', 'viewer');
  push(1, 'jimin');
  await jest.advanceTimersByTimeAsync(10);
  push(2, 'jimin', 'alice');
  await jest.advanceTimersByTimeAsync(200);
  expect(received.get('alice')).toEqual([1, 2]);
  push(3, 'jimin');
  await jest.advanceTimersByTimeAsync(200);
  expect(received.get('jimin')).toEqual([1, 2, 3]);
  expect(received.get('viewer')).toEqual([1]);
  await jest.advanceTimersByTimeAsync(600);
  expect(received.get('viewer')).toEqual([1, 3]);
  expect(received.get('alice')).toEqual([1, 2, 3]);
});

it('a person who leaves the call with the sight of its channel hears no more of it', async () => {
  const { received, push } = anAudience('jimin', 'stranger');
  push(1, 'jimin', 'stranger');
  await jest.advanceTimersByTimeAsync(2_000);
  push(2, 'jimin');
  await jest.advanceTimersByTimeAsync(2_000);
  expect(received.get('jimin')).toEqual([1, 2]);
  expect(received.get('stranger')).toEqual([1]);
});

it('a call without members, old or new, is told to no one who may not see its channel', async () => {
  const { received, push } = anAudience('viewer', 'stranger');
  push(1);
  await jest.advanceTimersByTimeAsync(2_000);
  expect(received.get('viewer')).toEqual([1]);
  expect(received.get('stranger')).toEqual([]);
});
