import { expect, it, jest } from '@jest/globals';
import { channelId as channelIdSchema, serverId as serverIdSchema } from '@maru/contracts/primitives';
import { newId } from '@maru/service-kit/ids';
import { createLogger } from '@maru/service-kit/logger';
import { KnownRooms } from './known-rooms.js';
import { Leases } from './leases.js';
import { RoomWatch } from './room-watch.js';
import { emptyRoom, nextRoom, type StoredMember } from './room.js';
import { FakeRosterStore } from './roster-store.fake.js';

const log = createLogger({ service: 'socket', level: 'silent' });
const before = emptyRoom(channelIdSchema.parse(newId()), serverIdSchema.parse(newId()));
const member: StoredMember = {
  userId: 'jimin',
  sessionId: 'session',
  socketId: 'socket',
  nodeId: 'here',
  joinedAt: '2026-01-01T00:00:00.000Z',
  until: Date.now() + 60_000,
  marks: { isMuted: false, isDeafened: false, hasCamera: false, hasScreen: false },
  allowed: { speak: true, video: true, hear: true },
};
const room = nextRoom(before, [member]);

const aWatch = () => {
  const store = new FakeRosterStore();
  const rooms = new KnownRooms(store, () => undefined);
  const settle = jest.fn(async () => undefined);
  const voice = { settle, sweep: async () => undefined };
  const watch = new RoomWatch({
    store,
    rooms,
    voice,
    leases: new Leases(),
    nodeId: 'here',
    isMine: () => false,
    isLiving: () => true,
    log,
  });
  return { store, rooms, watch, settle };
};

it('a search finds the end of a call that this node has not heard of', async () => {
  const { store, rooms, watch } = aWatch();
  await store.write({ rooms: [{ before, after: room }] });
  await watch.search();
  expect(rooms.active()).toEqual([room]);
  await store.write({ rooms: [{ before: room, after: nextRoom(room, []) }] });
  await watch.search();
  expect(rooms.active()).toEqual([]);
});

it('access of a member whom another node has moved here is compared at once', () => {
  const { watch, settle } = aWatch();
  watch.heard(room);
  watch.heard({ ...room, version: room.version + 1 });
  expect(settle.mock.calls).toEqual([[room.channelId, 'jimin']]);
});

it('the lease of another person whose session has the same id is not taken over', () => {
  const { rooms } = aWatch();
  rooms.put(room);
  const impostor = { ...member, userId: 'alice', until: member.until + 60_000 };
  rooms.put({ ...room, members: [impostor] });
  expect(rooms.get(room.channelId)?.members).toEqual([member]);
  rooms.put({ ...room, members: [{ ...member, until: member.until + 1 }] });
  expect(rooms.get(room.channelId)?.members).toEqual([{ ...member, until: member.until + 1 }]);
});
