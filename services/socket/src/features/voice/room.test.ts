import { describe, expect, it } from '@jest/globals';
import { channelId, serverId } from '@maru/contracts/primitives';
import { newId } from '@maru/service-kit/ids';
import {
  areSameMarks,
  emptyRoom,
  nextRoom,
  toVoiceRoom,
  without,
  withMember,
  type StoredMember,
} from './room.js';

const marks = { isMuted: false, isDeafened: false, hasCamera: false, hasScreen: false };
const aMember = (userId: string): StoredMember => ({
  userId,
  sessionId: newId(),
  socketId: 'socket',
  nodeId: 'node',
  joinedAt: '2026-01-01T00:00:00.000Z',
  until: 1_000,
  marks,
  allowed: { speak: true, video: true, hear: true },
});
const [jimin, alice] = [aMember('jimin'), aMember('alice')];
const empty = emptyRoom(channelId.parse(newId()), serverId.parse(newId()));
const [then, later] = [1_000_000, 2_000_000];

describe('the next state of a call', () => {
  it('has a first version that no earlier item of the channel can have had', () => {
    expect(nextRoom(empty, [jimin], then)).toMatchObject({
      version: then,
      startedAt: new Date(then).toISOString(),
    });
  });

  it('has the next version, and the start of the call while anyone stays', () => {
    const room = nextRoom(empty, [jimin], then);
    const grown = nextRoom(room, [jimin, alice], later);
    expect(grown).toMatchObject({ version: then + 1, startedAt: room.startedAt });
    expect(nextRoom(grown, [alice], later).startedAt).toBe(room.startedAt);
  });

  it('starts anew when other people take over, and has no start while it is empty', () => {
    const room = nextRoom(empty, [jimin], then);
    expect(nextRoom(room, [alice], later).startedAt).toBe(new Date(later).toISOString());
    const left = nextRoom(room, [], later);
    expect(left).toMatchObject({ version: then + 1, startedAt: null, members: [] });
    expect(nextRoom(left, [jimin], later)).toMatchObject({
      version: then + 2,
      startedAt: new Date(later).toISOString(),
    });
  });
});

describe('the members of a call', () => {
  it('keep their order when one of them changes', () => {
    const muted = { ...jimin, marks: { ...marks, isMuted: true } };
    expect(withMember([jimin, alice], muted)).toEqual([muted, alice]);
    expect(withMember([jimin], alice)).toEqual([jimin, alice]);
    expect(without({ ...empty, members: [jimin, alice] }, 'jimin')).toEqual([alice]);
  });

  it('are shown without their sockets, nodes and leases', () => {
    const shown = toVoiceRoom({ ...empty, members: [jimin] });
    expect(Object.keys(shown).toSorted()).toEqual(['channelId', 'members', 'startedAt', 'version']);
    const [member] = shown.members;
    expect(Object.keys(member ?? {}).toSorted()).toEqual([
      'allowed',
      'joinedAt',
      'marks',
      'sessionId',
      'userId',
    ]);
  });

  it.each(['isMuted', 'isDeafened', 'hasCamera', 'hasScreen'])('differ in their marks by %s', (mark) => {
    expect(areSameMarks(marks, { ...marks })).toBe(true);
    expect(areSameMarks(marks, { ...marks, [mark]: true })).toBe(false);
  });
});
