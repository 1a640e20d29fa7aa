import { newId } from '@maru/service-kit/ids';
import { until } from '@maru/service-kit/testing/until';
import { emptyRoom, nextRoom, type StoredMember } from '../features/voice/room.js';
import type { RosterStore } from '../features/voice/roster-store.js';
import type { Place } from './communities.js';

const aMember = (userId: string): StoredMember => ({
  userId,
  sessionId: newId(),
  socketId: 'none',
  nodeId: 'none',
  joinedAt: new Date().toISOString(),
  until: Date.now() + 600_000,
  marks: { isMuted: false, isDeafened: false, hasCamera: false, hasScreen: false },
  allowed: { speak: true, video: true, hear: true },
});

/** Writes the members of a call into the store, in place of those whom it has. */
export const fillCall = async (
  roster: RosterStore,
  { serverId, voiceId }: Place,
  people: readonly string[],
): Promise<void> =>
  until(async () => {
    const [room] = await roster.readRooms([voiceId]);
    const before = room ?? emptyRoom(voiceId, serverId);
    return roster.write({ rooms: [{ before, after: nextRoom(before, people.map(aMember)) }] });
  }, 'the call is written');
