import type { OutboxEvent } from '@maru/contracts/internal/events';
import { rooms } from '../../platform/rooms.js';
import { serverIdOf } from './server-of-change.js';

/** The room of the sockets that a change is about. */
export const roomOfChange = (event: OutboxEvent): string => {
  switch (event.type) {
    case 'session.ended':
      return rooms.session(event.sessionId);
    case 'profile.updated':
      return rooms.user(event.profile.userId);
    case 'account.deleted':
    case 'account.deletion-scheduled':
    case 'account.deletion-cancelled':
    case 'rail.changed':
    case 'received-invites.changed':
      return rooms.user(event.userId);
    default:
      return rooms.server(serverIdOf(event));
  }
};

/** The room of the sockets that may have kept too much when a change could not be applied; undefined when none can. */
export const roomAtRisk = (event: OutboxEvent): string | undefined => {
  switch (event.type) {
    case 'member.joined':
    case 'member.updated':
      return rooms.user(event.member.userId);
    case 'member.left':
      return rooms.user(event.userId);
    case 'profile.updated':
      return undefined;
    default:
      return roomOfChange(event);
  }
};
