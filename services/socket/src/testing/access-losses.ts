import { channel } from '@maru/contracts/http/chat/channels';
import { member } from '@maru/contracts/http/chat/members';
import type { OutboxEvent } from '@maru/contracts/internal/events';
import { everyoneRoleId, type ServerRules } from '@maru/contracts/permission-rules';
import { ordinaryPermissions, setOf } from '@maru/contracts/permissions';
import type { RoleId } from '@maru/contracts/primitives';
import { newId } from '@maru/service-kit/ids';
import type { Communities, Place } from './communities.js';

interface Victim {
  userId: string;
  sessionId: string;
}

export interface Loss {
  name: string;
  /** True if every member loses the channel, so that no message can be written there afterwards. */
  isForAll?: boolean;
  /** Sets up the state before the loss. */
  prepare?: (communities: Communities, place: Place, victim: Victim) => void;
  /** Makes the change in the fake chat service and returns the events that chat would deliver. */
  happen: (communities: Communities, place: Place, victim: Victim) => OutboxEvent[];
}

const view = setOf('viewChannel');
const role = newId() as unknown as RoleId;

const overwritten = (place: Place) => [
  { targetType: 'role' as const, targetId: everyoneRoleId(place.serverId), allow: 0, deny: view },
];

const changeChannel = (communities: Communities, place: Place, overwrites: object[]) =>
  communities.change(place, ({ channels }) => ({
    channels: channels.map((each) =>
      each.channelId === place.channelId ? { ...each, isSynced: false, overwrites } : each,
    ) as ServerRules['channels'],
  }));

const removal = (name: string): Loss => ({
  name,
  happen: (communities, place, { userId }) => {
    communities.remove(userId, place);
    return [{ type: 'member.left', serverId: place.serverId, userId }];
  },
});

const shown = (place: Place, overwrites: object[]) =>
  channel.parse({
    ...place,
    categoryId: null,
    type: 'text',
    name: '잡담',
    position: 0,
    isSynced: false,
    overwrites,
    createdAt: '2026-01-01T00:00:00.000Z',
  });

/** Every way in which a member loses a channel. */
export const losses: Loss[] = [
  removal('a kick'),
  removal('a ban'),
  {
    name: 'a role that is taken away',
    prepare: (communities, place, { userId }) => {
      const allowed = { targetType: 'role', targetId: role, allow: view, deny: 0 };
      changeChannel(communities, place, [...overwritten(place), allowed]);
      communities.change(place, ({ roles }) => ({
        roles: [...roles, { roleId: role, position: 1, permissions: 0 }],
      }));
      communities.add(userId, place, { roleIds: [role] });
    },
    happen: (communities, place, { userId }) => {
      communities.add(userId, place);
      const { serverId } = place;
      const fresh = member.parse({ serverId, userId, joinedAt: '2026-01-01T00:00:00.000Z' });
      return [{ type: 'member.updated', member: fresh }];
    },
  },
  {
    name: 'a role that changes',
    happen: (communities, place) => {
      communities.change(place, ({ roles }) => ({
        roles: roles.map((each) => ({ ...each, permissions: ordinaryPermissions & ~view })),
      }));
      return [{ type: 'roles.changed', serverId: place.serverId }];
    },
  },
  {
    name: 'an overwrite',
    happen: (communities, place) => {
      changeChannel(communities, place, overwritten(place));
      return [{ type: 'channel.updated', channel: shown(place, overwritten(place)), wasSeenByAll: true }];
    },
  },
  {
    name: 'a deletion of the channel',
    isForAll: true,
    happen: (communities, place) => {
      const { serverId, channelId } = place;
      communities.change(place, ({ channels }) => ({
        channels: channels.filter((each) => each.channelId !== channelId),
      }));
      return [{ type: 'channel.deleted', serverId, channelId, wasSeenByAll: true }];
    },
  },
  {
    name: 'a deletion of the server',
    isForAll: true,
    happen: (communities, place) => {
      communities.delete(place);
      return [{ type: 'server.deleted', serverId: place.serverId }];
    },
  },
  {
    name: 'a sign-out',
    happen: (_communities, _place, { userId, sessionId }) => [
      { type: 'session.ended', userId, sessionId, endedAt: new Date().toISOString() },
    ],
  },
  {
    name: 'an erased account',
    happen: (communities, place, { userId }) => {
      communities.remove(userId, place);
      return [
        { type: 'account.deleted', userId },
        { type: 'member.left', serverId: place.serverId, userId },
      ];
    },
  },
];
