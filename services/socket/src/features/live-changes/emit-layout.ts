import type { ChannelLayout } from '@maru/contracts/http/chat/channels';
import { asChannel, isSeenByAll } from '@maru/contracts/permission-rules';
import type { IndexedRules } from '../access/member-access.js';
import type { MaruServer } from '../../platform/realtime.js';
import { rooms } from '../../platform/rooms.js';
import { socketsIn } from '../access/server-rooms.js';

/** Returns the part of a layout that a member sees: these channels, their categories, and these categories. */
const partOf = (layout: ChannelLayout, isSeen: (id: string) => boolean): ChannelLayout => {
  const channels = layout.channels.filter(({ channelId }) => isSeen(channelId));
  const used = new Set(channels.map(({ categoryId }) => categoryId));
  const categories = layout.categories.filter(({ categoryId }) => used.has(categoryId) || isSeen(categoryId));
  return { ...layout, channels, categories };
};

/** Pushes the layout to this node's sockets, each with the part that its person sees; sockets with equal parts share one frame. */
export const emitLayout = (io: MaruServer, { rules }: IndexedRules, layout: ChannelLayout): void => {
  const { serverId } = layout;
  const places = [...rules.channels, ...rules.categories.map(asChannel)];
  const seenByAll = new Set<string>(
    places.filter((place) => isSeenByAll(rules, place)).map(({ channelId }) => channelId),
  );
  const hidden = places.map(({ channelId }) => channelId as string).filter((id) => !seenByAll.has(id));
  const groups = new Map<string, { seen: Set<string>; sockets: string[] }>();
  for (const socket of socketsIn(io, rooms.server(serverId))) {
    const seen = new Set(hidden.filter((id) => socket.rooms.has(rooms.viewers(serverId, id))));
    const key = [...seen].join();
    const group = groups.get(key) ?? { seen, sockets: [] };
    group.sockets.push(socket.id);
    groups.set(key, group);
  }
  for (const { seen, sockets } of groups.values())
    io.local.to(sockets).emit(
      'channels:moved',
      partOf(layout, (id) => seenByAll.has(id) || seen.has(id)),
    );
};
