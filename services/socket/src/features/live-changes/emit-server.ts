import type { Server } from '@maru/contracts/http/chat/servers';
import type { IndexedRules } from '../access/member-access.js';
import type { MaruServer, MaruSocket } from '../../platform/realtime.js';
import { audienceOf } from '../access/audience.js';
import { rooms } from '../../platform/rooms.js';

/** The room of the members who may know the system channel; undefined if it is gone. */
const systemAudience = (known: IndexedRules | undefined, { systemChannelId }: Server): string | undefined => {
  const channel = systemChannelId ? known?.channels.get(systemChannelId) : undefined;
  return known && channel && audienceOf(known.rules, channel);
};

const withoutSystemChannel = (server: Server): Server => ({ ...server, systemChannelId: null });

/** The server as this settled socket's person may see it. */
export const asSeenBy = (socket: MaruSocket, known: IndexedRules | undefined, server: Server): Server => {
  const audience = systemAudience(known, server);
  return audience && socket.rooms.has(audience) ? server : withoutSystemChannel(server);
};

/** Pushes a server to this node's sockets; only members who see a hidden system channel get its id. */
export const emitServer = ({ local }: MaruServer, known: IndexedRules, server: Server): void => {
  const everyone = rooms.server(server.serverId);
  const audience = systemAudience(known, server);
  if (audience) local.to(audience).emit('server:updated', { server });
  if (audience === everyone) return;
  const others = audience ? local.to(everyone).except(audience) : local.to(everyone);
  others.emit('server:updated', { server: withoutSystemChannel(server) });
};
