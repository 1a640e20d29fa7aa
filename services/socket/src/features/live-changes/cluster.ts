import type { AccessCache } from '../../platform/access-cache.js';
import type { ClusterChange, MaruServer, MaruSocket } from '../../platform/realtime.js';
import { rooms } from '../../platform/rooms.js';

interface ClusterDeps {
  io: MaruServer;
  access: AccessCache;
  /** Whether other nodes share this one's adapter. */
  isClustered: boolean;
}

const localSocketsIn = (io: MaruServer, room: string): MaruSocket[] => {
  const namespace = io.of('/');
  const ids = namespace.adapter.rooms.get(room) ?? new Set<string>();
  return [...ids].flatMap((id) => namespace.sockets.get(id) ?? []);
};

const leaveServer = (socket: MaruSocket, serverId: string) => {
  void socket.leave(rooms.server(serverId));
  for (const [channelId, ofServer] of socket.data.openChannels) {
    if (ofServer !== serverId) continue;
    socket.data.openChannels.delete(channelId);
    void socket.leave(rooms.channel(channelId));
  }
};

/** What a change means for this node: forget what is cached, then move its own sockets. */
const applyLocally = ({ io, access }: ClusterDeps, change: ClusterChange): void => {
  switch (change.type) {
    case 'joined':
      access.forget(change.userId);
      for (const socket of localSocketsIn(io, rooms.user(change.userId)))
        void socket.join(rooms.server(change.serverId));
      return;
    case 'left':
      access.forget(change.userId);
      for (const socket of localSocketsIn(io, rooms.user(change.userId)))
        leaveServer(socket, change.serverId);
      return;
    case 'server-changed':
      access.forgetEverybody();
      return;
    case 'server-deleted':
      access.forgetEverybody();
      for (const socket of localSocketsIn(io, rooms.server(change.serverId)))
        leaveServer(socket, change.serverId);
      return;
    case 'channel-deleted':
      access.forgetEverybody();
      for (const socket of localSocketsIn(io, rooms.channel(change.channelId))) {
        socket.data.openChannels.delete(change.channelId);
        void socket.leave(rooms.channel(change.channelId));
      }
  }
};

export interface Cluster {
  /** Applies a change on every node; the other nodes follow in the order of the calls. */
  apply(change: ClusterChange): void;
}

export const createCluster = (deps: ClusterDeps): Cluster => {
  deps.io.on('cluster:change', (change) => applyLocally(deps, change));
  return {
    apply: (change) => {
      applyLocally(deps, change);
      if (deps.isClustered) deps.io.serverSideEmit('cluster:change', change);
    },
  };
};
