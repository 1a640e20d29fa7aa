import { resolvePermissions } from '@maru/contracts/permission-rules';
import { can, moderates } from '@maru/contracts/permissions';
import type { ChannelId, ServerId } from '@maru/contracts/primitives';
import type { ConversationHome } from '@maru/contracts/socket/conversations';
import { ruledChannelOf, serverOf } from './conversation.js';
import type { MemberAccess } from './member-access.js';
import type { MaruServer, MaruSocket } from '../../platform/realtime.js';
import { rooms } from '../../platform/rooms.js';
import { compareSight, hiddenPlacesOf } from './sight.js';

/**
 * True if the member's roles let them moderate or set the rules. A time-out does not count: when it ends, nothing would move the
 * socket back.
 */
const isModerator = ({ rules, member }: MemberAccess): boolean => {
  const permissions = resolvePermissions({ rules, member: { ...member, timedOutUntil: null } });
  return moderates(permissions) || can(permissions, 'manageServer');
};

/** The rooms of a server that a member belongs in: the server's, its moderators', and those of hidden places that they see. */
const roomsOf = (memberAccess: MemberAccess): Set<string> => {
  const { serverId } = memberAccess.rules;
  return new Set([
    rooms.server(serverId),
    ...(isModerator(memberAccess) ? [rooms.moderators(serverId)] : []),
    ...hiddenPlacesOf(memberAccess).map((id) => rooms.viewers(serverId, id)),
  ]);
};

/** True for rooms of the server that only some members belong in. */
const isForSome = (room: string, serverId: ServerId): boolean =>
  room === rooms.moderators(serverId) || room.startsWith(rooms.viewers(serverId, ''));

/** This node's sockets in a room. */
export const socketsIn = (io: MaruServer, room: string): MaruSocket[] => {
  const namespace = io.of('/');
  const ids = namespace.adapter.rooms.get(room) ?? new Set<string>();
  return [...ids].flatMap((id) => namespace.sockets.get(id) ?? []);
};

/** Each person in each of their servers, as the socket was settled last. */
const settledAccess = new WeakMap<MaruSocket, Map<ServerId, MemberAccess>>();

const settledIn = (socket: MaruSocket): Map<ServerId, MemberAccess> => {
  const known = settledAccess.get(socket) ?? new Map<ServerId, MemberAccess>();
  settledAccess.set(socket, known);
  return known;
};

/** The member's access when the socket was last settled in the server; undefined when it is not in the server's rooms. */
export const settledAccessIn = (socket: MaruSocket, serverId: ServerId): MemberAccess | undefined =>
  settledIn(socket).get(serverId);

/** A socket watches the members of one channel at most. */
export const stopWatchingMembers = (socket: MaruSocket): void => {
  const { watched } = socket.data;
  if (!watched) return;
  delete socket.data.watched;
  void socket.leave(rooms.members(watched.channelId));
};

/** Closes the open conversations that `isToClose` picks. */
const closeConversations = (
  socket: MaruSocket,
  isToClose: (channelId: ChannelId, home: ConversationHome) => boolean,
): void => {
  const { openConversations } = socket.data;
  for (const [channelId, home] of openConversations) {
    if (!isToClose(channelId, home)) continue;
    openConversations.delete(channelId);
    void socket.leave(rooms.channel(channelId));
  }
};

/** Moves a socket out of every room of a server, and closes its conversations there. The caller tells the client why. */
export const leaveServer = (socket: MaruSocket, serverId: ServerId): void => {
  settledIn(socket).delete(serverId);
  for (const room of socket.rooms)
    if (room === rooms.server(serverId) || isForSome(room, serverId)) void socket.leave(room);
  if (socket.data.watched?.serverId === serverId) stopWatchingMembers(socket);
  closeConversations(socket, (_channelId, home) => serverOf(home) === serverId);
};

const closeHidden = (socket: MaruSocket, { rules, channels, member }: MemberAccess): void => {
  const isHidden = (channelId: ChannelId) => {
    const channel = channels.get(channelId);
    return !channel || !can(resolvePermissions({ rules, member, channel }), 'viewChannel');
  };
  const { watched } = socket.data;
  if (watched?.serverId === rules.serverId && isHidden(watched.channelId)) stopWatchingMembers(socket);
  closeConversations(
    socket,
    (channelId, home) =>
      serverOf(home) === rules.serverId && isHidden(ruledChannelOf({ ...home, channelId })),
  );
};

/** As `leaveServer`, when this node finds that the person is no longer a member: the event that says so may come later or never. */
export const shutOut = (socket: MaruSocket, serverId: ServerId): void => {
  if (settledIn(socket).has(serverId)) socket.emit('server:left', { serverId });
  leaveServer(socket, serverId);
};

/** Tells a socket which places its person has lost since it was settled last. Returns whether they see a new channel. */
const emitSight = (socket: MaruSocket, memberAccess: MemberAccess): boolean => {
  const accessByServer = settledIn(socket);
  const { serverId } = memberAccess.rules;
  const { lostChannels, lostCategories, hasGained } = compareSight(
    accessByServer.get(serverId),
    memberAccess,
  );
  accessByServer.set(serverId, memberAccess);
  for (const channelId of lostChannels) socket.emit('channel:deleted', { serverId, channelId });
  for (const categoryId of lostCategories) socket.emit('category:deleted', { serverId, categoryId });
  return hasGained;
};

/**
 * Puts a socket into exactly the rooms of a server that its person belongs in, closes conversations that they may no longer see, and
 * tells the client. The result is the same whatever caused it. Returns whether the person sees a channel that they did not see before.
 */
export const settleInServer = async (socket: MaruSocket, memberAccess: MemberAccess): Promise<boolean> => {
  const { serverId } = memberAccess.rules;
  const wanted = roomsOf(memberAccess);
  const stale = [...socket.rooms].filter((room) => isForSome(room, serverId) && !wanted.has(room));
  const hasGained = emitSight(socket, memberAccess);
  await Promise.all([socket.join([...wanted]), ...stale.map((room) => socket.leave(room))]);
  closeHidden(socket, memberAccess);
  return hasGained;
};
