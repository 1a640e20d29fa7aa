import type { MaruSocket } from '../../platform/realtime.js';
import type { EndedSessions } from '../session/ended-sessions.repository.js';
import type { KnownRooms } from './known-rooms.js';
import type { VoiceService } from './voice.service.js';

interface SignOutDeps {
  rooms: Pick<KnownRooms, 'active'>;
  voice: Pick<VoiceService, 'leave'>;
  endedSessions: Pick<EndedSessions, 'isEnded'>;
}

/**
 * Returns a function for sockets that have closed: a session that was signed out leaves its call at once; any other socket may be back
 * before the lease ends.
 */
export const createSignOuts =
  ({ rooms, voice, endedSessions }: SignOutDeps) =>
  async ({ id, data }: MaruSocket): Promise<void> => {
    if (!data.hasBeenInCall || !(await endedSessions.isEnded(data))) return;
    for (const { channelId, members } of rooms.active())
      for (const member of members) if (member.socketId === id) await voice.leave(member, channelId);
  };
