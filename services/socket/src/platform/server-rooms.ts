import { asChannel, isSeenByAll, resolvePermissions } from '@maru/contracts/permission-rules';
import { can, moderates } from '@maru/contracts/permissions';
import type { ChannelId, ServerId } from '@maru/contracts/primitives';
import type { Standing } from './access-cache.js';
import type { MaruServer, MaruSocket } from './realtime.js';
import { rooms } from './rooms.js';

/**
 * Whether their roles make them moderators, or let them set the rules. Time-outs end by themselves, which moves no socket, so they don't
 * count here.
 */
const isModerator = ({ rules, member }: Standing): boolean => {
  const permissions = resolvePermissions({ rules, member: { ...member, timedOutUntil: null } });
  return moderates(permissions) || can(permissions, 'manageServer');
};

/** The rooms of a server that a member belongs into: the server's, its moderators', and those of what not everybody sees. */
const roomsOf = (standing: Standing): Set<string> => {
  const { rules, member } = standing;
  const { serverId } = rules;
  const places = [...rules.channels, ...rules.categories.map(asChannel)];
  const seen = places
    .filter((channel) => !isSeenByAll(rules, channel))
    .filter((channel) => can(resolvePermissions({ rules, member, channel }), 'viewChannel'));
  return new Set([
    rooms.server(serverId),
    ...(isModerator(standing) ? [rooms.moderators(serverId)] : []),
    ...seen.map(({ channelId }) => rooms.viewers(serverId, channelId)),
  ]);
};

/** Whether a room is one that only some members of the server belong into. */
const isForSome = (room: string, serverId: ServerId): boolean =>
  room === rooms.moderators(serverId) || room.startsWith(rooms.viewers(serverId, ''));

/** This node's sockets in a room. */
export const socketsIn = (io: MaruServer, room: string): MaruSocket[] => {
  const namespace = io.of('/');
  const ids = namespace.adapter.rooms.get(room) ?? new Set<string>();
  return [...ids].flatMap((id) => namespace.sockets.get(id) ?? []);
};

/** A socket watches the members of one channel at most. */
export const stopWatchingMembers = (socket: MaruSocket): void => {
  const { watched } = socket.data;
  if (!watched) return;
  delete socket.data.watched;
  void socket.leave(rooms.members(watched.channelId));
};

/** Moves a socket out of every room of a server, and closes what it had open there. */
export const leaveServer = (socket: MaruSocket, serverId: ServerId): void => {
  for (const room of socket.rooms)
    if (room === rooms.server(serverId) || isForSome(room, serverId)) void socket.leave(room);
  if (socket.data.watched?.serverId === serverId) stopWatchingMembers(socket);
  for (const [channelId, ofServer] of socket.data.openChannels) {
    if (ofServer !== serverId) continue;
    socket.data.openChannels.delete(channelId);
    void socket.leave(rooms.channel(channelId));
  }
};

const closeHidden = (socket: MaruSocket, { rules, channels, member }: Standing): void => {
  const isHidden = (channelId: ChannelId) => {
    const channel = channels.get(channelId);
    return !channel || !can(resolvePermissions({ rules, member, channel }), 'viewChannel');
  };
  const { watched } = socket.data;
  if (watched?.serverId === rules.serverId && isHidden(watched.channelId)) stopWatchingMembers(socket);
  for (const [channelId, serverId] of socket.data.openChannels) {
    if (serverId !== rules.serverId || !isHidden(channelId)) continue;
    socket.data.openChannels.delete(channelId);
    void socket.leave(rooms.channel(channelId));
  }
};

/** Puts a socket into exactly those rooms of a server that its person belongs into, and closes what they may not see any more. */
export const settleInServer = async (socket: MaruSocket, standing: Standing): Promise<void> => {
  const { serverId } = standing.rules;
  const wanted = roomsOf(standing);
  const stale = [...socket.rooms].filter((room) => isForSome(room, serverId) && !wanted.has(room));
  await Promise.all([socket.join([...wanted]), ...stale.map((room) => socket.leave(room))]);
  closeHidden(socket, standing);
};
