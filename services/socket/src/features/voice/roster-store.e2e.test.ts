import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { channelId as channelIdSchema, serverId as serverIdSchema } from '@maru/contracts/primitives';
import { newId } from '@maru/service-kit/ids';
import { until } from '@maru/service-kit/testing/until';
import { createDynamo } from '../../platform/dynamo.js';
import { createTables, tableNames } from '../../platform/tables.js';
import { emptyRoom, memberIn, nextRoom, type StoredMember, type StoredRoom } from './room.js';
import { DynamoRosterStore } from './roster-store.dynamo.js';
import { FakeRosterStore } from './roster-store.fake.js';
import type { Place, RosterStore } from './roster-store.js';

const { client, documents } = createDynamo({
  region: 'ap-northeast-2',
  endpoint: process.env.TEST_DYNAMODB_ENDPOINT,
});
const prefix = `test_${randomUUID().slice(0, 8)}_`;
beforeAll(() => createTables(client, prefix));
afterAll(() => client.destroy());

const anEmptyRoom = () => emptyRoom(channelIdSchema.parse(newId()), serverIdSchema.parse(newId()));
const aMember = (joinedAt: string): StoredMember => ({
  userId: randomUUID(),
  sessionId: newId(),
  socketId: 'socket',
  nodeId: 'node',
  joinedAt,
  until: 1_000,
  marks: { isMuted: false, isDeafened: false, hasCamera: false, hasScreen: false },
  allowed: { speak: true, video: true, hear: true },
});
const first = () => aMember('2026-01-01T00:00:00.000Z');
const second = () => aMember('2026-01-01T00:00:01.000Z');

describe.each([
  ['in memory', () => new FakeRosterStore()],
  ['in DynamoDB', () => new DynamoRosterStore(documents, tableNames(prefix).voiceRooms)],
])('calls %s', (_name, create: () => RosterStore) => {
  /** A stored call with these members. */
  const aCall = async (...members: StoredMember[]) => {
    const [store, before] = [create(), anEmptyRoom()];
    const room = nextRoom(before, members);
    expect(await store.write({ rooms: [{ before, after: room }] })).toBe(true);
    const read = async () => (await store.readRooms([room.channelId]))[0] as StoredRoom;
    return { store, room, read };
  };

  it('are read as they were written, the earliest member first; unknown ones are left out', async () => {
    const { store, room } = await aCall(first(), second());
    expect(await store.readRooms([room.channelId, anEmptyRoom().channelId])).toEqual([room]);
  });

  it('take one of two writes that have read the same version', async () => {
    const { store, room, read } = await aCall(first());
    const joins = [second(), second()].map((member) => nextRoom(room, [...room.members, member]));
    const outcomes = await Promise.all(
      joins.map((after) => store.write({ rooms: [{ before: room, after }] })),
    );
    // Both may be refused: transactions that meet exclude each other.
    const written = outcomes.filter(Boolean).length;
    expect(written).toBeLessThanOrEqual(1);
    expect(written === 0 ? [room] : joins).toContainEqual(await read());
  });

  it('take one of two first writes', async () => {
    const [store, before] = [create(), anEmptyRoom()];
    const write = (member: StoredMember) =>
      store.write({ rooms: [{ before, after: nextRoom(before, [member]) }] });
    expect([await write(first()), await write(first())]).toEqual([true, false]);
  });

  it('keep a renewal that came between the reading and the writing of other fields', async () => {
    const member = first();
    const { store, room, read } = await aCall(member);
    await store.renew(room.channelId, [{ ...member, until: 9_000 }]);
    const muted = { ...member, marks: { ...member.marks, isMuted: true } };
    expect(await store.write({ rooms: [{ before: room, after: nextRoom(room, [muted]) }] })).toBe(true);
    expect((await read()).members).toEqual([{ ...muted, until: 9_000 }]);
  });

  it('do not remove a member who has renewed meanwhile', async () => {
    const member = first();
    const { store, room, read } = await aCall(member);
    await store.renew(room.channelId, [{ ...member, until: 9_000 }]);
    expect(await store.write({ rooms: [{ before: room, after: nextRoom(room, []) }] })).toBe(false);
    expect((await read()).members).toHaveLength(1);
  });

  it('renew leases without a new version, and none if one of the sessions is gone', async () => {
    const [member, other] = [first(), second()];
    const { store, room, read } = await aCall(member, other);
    const lease = { ...member, until: 9_000 };
    const renewed = await store.renew(room.channelId, [lease]);
    expect(renewed).toEqual({ ...room, members: [lease, other] });
    const stranger = { ...other, sessionId: newId(), until: 9_000 };
    expect(await store.renew(room.channelId, [{ ...lease, until: 10_000 }, stranger])).toBeUndefined();
    expect(await read()).toEqual(renewed);
    expect(await store.renew(anEmptyRoom().channelId, [lease])).toBeUndefined();
  });

  it('replace the session of a person', async () => {
    const member = first();
    const { store, room, read } = await aCall(member);
    const other = { ...member, sessionId: newId(), socketId: 'other' };
    const after = nextRoom(room, [other]);
    expect(await store.write({ rooms: [{ before: room, after }] })).toBe(true);
    expect(memberIn(await read(), member.userId)).toEqual(other);
    expect(await store.renew(room.channelId, [member])).toBeUndefined();
  });

  it('change together or not at all, with the place of the person', async () => {
    const member = first();
    const { store, room: origin, read } = await aCall(member);
    const before = anEmptyRoom();
    const { userId, sessionId } = member;
    const target = nextRoom(before, [member]);
    const rooms = [
      { before: origin, after: nextRoom(origin, []) },
      { before, after: target },
    ];
    const place = { channelId: target.channelId, sessionId };
    const elsewhere = { channelId: origin.channelId, sessionId };
    expect(await store.write({ rooms, place: { userId, before: elsewhere, after: place } })).toBe(false);
    expect(await read()).toEqual(origin);
    expect(await store.write({ rooms, place: { userId, before: undefined, after: place } })).toBe(true);
    expect(await store.findPlace(userId)).toEqual(place);
    expect((await read()).members).toEqual([]);
    expect(await store.write({ rooms: [], place: { userId, before: undefined, after: elsewhere } })).toBe(
      false,
    );
    expect(await store.write({ rooms: [], place: { userId, before: place, after: elsewhere } })).toBe(true);
  });

  it('keep the place of a person with the call that they were taken from, as long as their session stays', async () => {
    const [store, userId] = [create(), randomUUID()];
    const [at, takenFrom] = [channelIdSchema.parse(newId()), channelIdSchema.parse(newId())];
    const place = { channelId: at, sessionId: newId() };
    const write = (before: Place | undefined, after: Place) =>
      store.write({ rooms: [], place: { userId, before, after } });
    expect(await write(undefined, place)).toBe(true);
    const taken = { ...place, takenFrom };
    expect(await write(place, taken)).toBe(true);
    expect(await store.findPlace(userId)).toEqual(taken);
    expect(await write(place, place)).toBe(false);
    for (const sessionId of [place.sessionId, newId()]) await store.keepPlace(userId, sessionId);
    expect(await store.findPlace(userId)).toEqual(taken);
    expect(await write(taken, place)).toBe(true);
    expect(await store.findPlace(userId)).toEqual(place);
  });

  it('with members are found', async () => {
    const { store, room } = await aCall(first());
    const has = async () => (await store.activeRooms(10_000)).includes(room.channelId);
    await until(has, 'the call is found');
    const [stored] = await store.readRooms([room.channelId]);
    const before = stored as StoredRoom;
    await store.write({ rooms: [{ before, after: nextRoom(before, []) }] });
    await until(async () => !(await has()), 'the empty call is not found');
  });
});
