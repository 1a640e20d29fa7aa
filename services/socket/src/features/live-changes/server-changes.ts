import type { ServerId } from '@maru/contracts/primitives';
import type { AccessCache } from '../access/access-cache.js';
import { audienceOf } from '../access/audience.js';
import { leaveServer, settleInServer, socketsIn } from '../access/server-rooms.js';
import type { MaruServer } from '../../platform/realtime.js';
import { rooms } from '../../platform/rooms.js';
import { aboutServer, type ChangeOf, type ChangeRules } from './change-table.js';
import type { Resettle } from './resettle.js';
import { asSeenBy, emitServer } from './emit-server.js';

interface ServerChangesDeps {
  io: MaruServer;
  access: AccessCache;
  resettle: Resettle;
}

type ServerChange =
  | 'server.updated'
  | 'server.deleted'
  | 'member.joined'
  | 'member.left'
  | 'member.updated'
  | 'roles.changed'
  | 'content-rules.changed'
  | 'reports.changed'
  | 'message.deleted'
  | 'message.flagged';

const ownServer = ({ serverId }: { serverId: ServerId }) => serverId;

/**
 * Changes of a server, its roles and its members. Sockets are moved before the push, so that members who have lost sight of something get
 * no push about it.
 */
export const serverChanges = ({ io, access, resettle }: ServerChangesDeps): ChangeRules<ServerChange> => {
  const toServer = (serverId: ServerId) => io.local.to(rooms.server(serverId));
  const socketsOf = (userId: string) => socketsIn(io, rooms.user(userId));

  const settleMember = async (userId: string, serverId: ServerId): Promise<void> => {
    const sockets = socketsOf(userId);
    if (sockets.length === 0) return;
    const memberAccess = (await access.accessByServer(userId)).get(serverId);
    // Without one the member has left meanwhile, which is the next change.
    if (memberAccess) await Promise.all(sockets.map((socket) => settleInServer(socket, memberAccess)));
  };

  const memberJoined = async ({ server, member }: ChangeOf<'member.joined'>): Promise<void> => {
    const { serverId } = server;
    const { userId } = member;
    toServer(serverId).except(rooms.user(userId)).emit('member:joined', { serverId, member });
    await settleMember(userId, serverId);
    const known = await access.rulesOfServer(serverId).catch(() => undefined);
    for (const socket of socketsOf(userId))
      socket.emit('server:joined', { server: asSeenBy(socket, known, server) });
  };

  /** A message's report goes only to those moderators who may see its channel. */
  const reportsChanged = async ({ serverId, channelId }: ChangeOf<'reports.changed'>): Promise<void> => {
    const moderators = io.local.to(rooms.moderators(serverId));
    if (!channelId) return void moderators.emit('reports:changed', { serverId });
    const known = await access.rulesOfServer(serverId);
    const channel = known?.channels.get(channelId);
    if (!known || !channel) return;
    const audience = new Set(socketsIn(io, audienceOf(known.rules, channel)));
    for (const socket of socketsIn(io, rooms.moderators(serverId)))
      if (audience.has(socket)) socket.emit('reports:changed', { serverId });
  };

  return {
    'server.updated': aboutServer(({ server }) => server.serverId, {
      forget: ({ server }) => access.forgetServer(server.serverId),
      apply: async ({ server }) => {
        const rules = await resettle(server.serverId);
        if (rules) emitServer(io, rules, server);
      },
    }),
    'server.deleted': aboutServer(ownServer, {
      forget: ({ serverId }) => {
        access.forgetServer(serverId);
        access.forgetContentRules(serverId);
        for (const { data } of socketsIn(io, rooms.server(serverId))) access.forgetMember(data.userId);
      },
      apply: ({ serverId }) => {
        toServer(serverId).emit('server:deleted', { serverId });
        for (const socket of socketsIn(io, rooms.server(serverId))) leaveServer(socket, serverId);
      },
    }),
    'member.joined': aboutServer(({ server }) => server.serverId, {
      atRisk: ({ member }) => rooms.user(member.userId),
      forget: ({ member }) => access.forgetMember(member.userId),
      apply: memberJoined,
    }),
    'member.left': aboutServer(ownServer, {
      atRisk: ({ userId }) => rooms.user(userId),
      forget: ({ userId }) => access.forgetMember(userId),
      apply: ({ serverId, userId }) => {
        for (const socket of socketsOf(userId)) leaveServer(socket, serverId);
        io.local.to(rooms.user(userId)).emit('server:left', { serverId });
        toServer(serverId).emit('member:left', { serverId, userId });
      },
    }),
    'member.updated': aboutServer(({ member }) => member.serverId, {
      atRisk: ({ member }) => rooms.user(member.userId),
      forget: ({ member }) => access.forgetMember(member.userId),
      apply: async ({ member }) => {
        await settleMember(member.userId, member.serverId);
        toServer(member.serverId).emit('member:updated', { member });
      },
    }),
    'roles.changed': aboutServer(ownServer, {
      forget: ({ serverId }) => access.forgetServer(serverId),
      apply: async ({ serverId }) => {
        const known = await resettle(serverId);
        if (known) toServer(serverId).emit('roles:changed', { serverId, roles: known.rules.roles });
      },
    }),
    'content-rules.changed': aboutServer(ownServer, {
      forget: ({ serverId }) => access.forgetContentRules(serverId),
      apply: ({ serverId }) =>
        void io.local.to(rooms.moderators(serverId)).emit('rules:changed', { serverId }),
    }),
    'reports.changed': aboutServer(ownServer, { apply: reportsChanged }),
    // From this service to chat: no node has anything to do about them.
    'message.deleted': aboutServer(ownServer, { atRisk: () => undefined, apply: () => undefined }),
    'message.flagged': aboutServer(ownServer, { atRisk: () => undefined, apply: () => undefined }),
  };
};
