import { asChannel, isSeenByAll, resolvePermissions } from '@maru/contracts/permission-rules';
import { can } from '@maru/contracts/permissions';
import type { ChannelId, ServerId } from '@maru/contracts/primitives';
import type { Standing } from './access-cache.js';
import type { MaruSocket } from './realtime.js';
import { rooms } from './rooms.js';

/** The rooms of a server that a member belongs into: the server's, and those of what not everybody sees. */
const roomsOf = ({ rules, member }: Standing): Set<string> => {
  const { serverId } = rules;
  const places = [...rules.channels, ...rules.categories.map(asChannel)];
  const seen = places
    .filter((channel) => !isSeenByAll(rules, channel))
    .filter((channel) => can(resolvePermissions({ rules, member, channel }), 'viewChannel'));
  return new Set([
    rooms.server(serverId),
    ...seen.map(({ channelId }) => rooms.viewers(serverId, channelId)),
  ]);
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
    if (room === rooms.server(serverId) || room.startsWith(rooms.viewers(serverId, '')))
      void socket.leave(room);
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
  const stale = [...socket.rooms].filter(
    (room) => room.startsWith(rooms.viewers(serverId, '')) && !wanted.has(room),
  );
  await Promise.all([socket.join([...wanted]), ...stale.map((room) => socket.leave(room))]);
  closeHidden(socket, standing);
};
