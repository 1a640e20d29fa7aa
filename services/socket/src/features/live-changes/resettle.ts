import type { ServerId } from '@maru/contracts/primitives';
import type { Logger } from '@maru/service-kit/logger';
import { retry } from '@maru/service-kit/retry';
import { within } from '@maru/service-kit/within';
import type { AccessCache } from '../access/access-cache.js';
import { settleInServer, shutOut, socketsIn } from '../access/server-rooms.js';
import type { IndexedRules } from '../access/member-access.js';
import type { MaruServer, MaruSocket } from '../../platform/realtime.js';
import { rooms } from '../../platform/rooms.js';

interface ResettleDeps {
  io: MaruServer;
  access: Pick<AccessCache, 'rulesOfServer' | 'knownMember'>;
  log: Logger;
}

/** Moves each of this node's sockets in a server to the rooms where it belongs now; returns the rules, unless there is no socket. */
export type Resettle = (serverId: ServerId) => Promise<IndexedRules | undefined>;

/** Milliseconds a server's rules may take before its sockets have to reconnect. */
const rulesPatienceMs = 3_000;

export const createResettle = ({ io, access, log }: ResettleDeps): Resettle => {
  const fetchRules = async (serverId: ServerId): Promise<IndexedRules | undefined> => {
    const end = performance.now() + rulesPatienceMs;
    const fetch = () => within(end - performance.now(), access.rulesOfServer(serverId));
    return retry(fetch, {
      attempts: 5,
      pauseMs: (attempt) => Math.min(50 * 2 ** attempt, end - performance.now()),
      isTemporary: () => performance.now() < end,
    });
  };

  return async (serverId) => {
    const sockets = socketsIn(io, rooms.server(serverId));
    if (sockets.length === 0) return undefined;
    try {
      const rules = await fetchRules(serverId);
      const settle = async (socket: MaruSocket) => {
        const member = await access.knownMember(socket.data.userId, serverId);
        if (member && rules) await settleInServer(socket, { ...rules, member });
        else shutOut(socket, serverId);
      };
      await Promise.all(sockets.map(settle));
      return rules;
    } catch (error) {
      log.error({ err: error }, 'rules not fetched; sockets have to reconnect');
      io.local.in(rooms.server(serverId)).disconnectSockets(true);
      return undefined;
    }
  };
};
