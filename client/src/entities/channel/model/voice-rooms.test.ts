import { describe, expect, it } from '@jest/globals';
import type { VoiceRoom } from '@maru/contracts/socket/voice';
import { channelId } from '@maru/contracts/primitives';
import { aVoiceMember } from '@/testing/calls/fake-call';
import { withList, withRoom, type VoiceRooms } from './voice-rooms';

const id = channelId.parse('01JD0000000000000000000000');
const none: VoiceRooms = new Map();

const aRoom = (version: number, people = 1): VoiceRoom => ({
  channelId: id,
  version,
  startedAt: people > 0 ? '2026-01-01T00:00:00.000Z' : null,
  members: people > 0 ? [aVoiceMember()] : [],
});

describe('rooms of voice channels', () => {
  it('keep the newest version in whatever order pushes arrive', () => {
    const versions = [3, 1, 2].reduce((rooms, version) => withRoom(rooms, aRoom(version)), none);
    expect(versions.get(id)?.version).toBe(3);
  });

  it('stay empty when an older push of people arrives late', () => {
    const rooms = withRoom(withRoom(none, aRoom(5, 0)), aRoom(4));
    expect(rooms.get(id)?.members).toEqual([]);
  });

  it('lose the people of a call that ended while no push arrived', () => {
    expect(withList(withRoom(none, aRoom(4)), none, []).size).toBe(0);
  });

  it('keep a push that is newer than the list', () => {
    const pushed = withRoom(none, aRoom(6));
    expect(withList(none, pushed, [aRoom(5)]).get(id)?.version).toBe(6);
    expect(withList(none, pushed, []).get(id)?.version).toBe(6);
  });

  it('stay empty when a list comes between the last push and a late one', () => {
    const listed = withList(withRoom(none, aRoom(5, 0)), none, []);
    expect(withRoom(listed, aRoom(4)).get(id)?.members).toEqual([]);
  });
});
