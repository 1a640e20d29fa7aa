import type { Profile } from '@maru/contracts/http/user/profiles';
import type { AccessCache } from '../access/access-cache.js';
import type { MaruServer } from '../../platform/realtime.js';
import { rooms } from '../../platform/rooms.js';
import type { SessionService } from '../session/session.service.js';
import type { ChangeRules } from './change-table.js';

interface PersonChangesDeps {
  io: MaruServer;
  access: Pick<AccessCache, 'accessByServer'>;
  sessions: Pick<SessionService, 'closeAllIn'>;
}

type PersonChange =
  | 'session.ended'
  | 'profile.updated'
  | 'membership.changed'
  | 'perk.used'
  | 'account.deleted'
  | 'account.deletion-scheduled'
  | 'account.deletion-cancelled'
  | 'rail.changed'
  | 'received-invites.changed';

/** Changes that are about one person, in whatever servers they are. */
export const personChanges = ({ io, access, sessions }: PersonChangesDeps): ChangeRules<PersonChange> => {
  const { local } = io;
  const room = ({ userId }: { userId: string }) => rooms.user(userId);
  const sessionRoom = ({ sessionId }: { sessionId: string }) => rooms.session(sessionId);
  const aboutPerson = { room, atRisk: room };
  /** Only other services act on it. */
  const notHere = { room, atRisk: () => undefined, apply: () => undefined };

  /** Tells the members of every server that this person is in, and their own devices. */
  const emitProfile = async (profile: Profile): Promise<void> => {
    const accessByServer = await access.accessByServer(profile.userId);
    const audience = [rooms.user(profile.userId), ...[...accessByServer.keys()].map(rooms.server)];
    local.to(audience).emit('profile:updated', { profile });
  };

  return {
    'session.ended': {
      room: sessionRoom,
      atRisk: sessionRoom,
      apply: (change) => sessions.closeAllIn(sessionRoom(change), change.reason),
    },
    'profile.updated': {
      room: ({ profile }) => rooms.user(profile.userId),
      atRisk: () => undefined,
      apply: ({ profile }) => emitProfile(profile),
    },
    'membership.changed': {
      room,
      atRisk: () => undefined,
      apply: ({ userId, membership }) =>
        void local.to(rooms.user(userId)).emit('membership:changed', { membership }),
    },
    'perk.used': notHere,
    'account.deleted': {
      ...aboutPerson,
      apply: ({ userId }) => {
        // Their messages may be on any screen, so all sockets are told; it happens rarely enough.
        local.emit('profile:deleted', { userId });
        sessions.closeAllIn(rooms.user(userId), 'account-deleted');
      },
    },
    'account.deletion-scheduled': notHere,
    'account.deletion-cancelled': notHere,
    'rail.changed': {
      ...aboutPerson,
      apply: ({ userId, rail }) => void local.to(rooms.user(userId)).emit('rail:changed', { rail }),
    },
    'received-invites.changed': {
      ...aboutPerson,
      apply: ({ userId }) => void local.to(rooms.user(userId)).emit('invites:changed', {}),
    },
  };
};
