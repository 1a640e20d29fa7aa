import type { OutboxEvent } from '@maru/contracts/internal/events';
import type { ChannelId, ServerId } from '@maru/contracts/primitives';
import type { VoiceLimits } from '@maru/contracts/socket/voice';
import type { Logger } from '@maru/service-kit/logger';
import { newId } from '@maru/service-kit/ids';
import type { AccessCache } from '../access/access-cache.js';
import type { EndedSessions } from '../session/ended-sessions.repository.js';
import type { MaruServer, MaruSocket } from '../../platform/realtime.js';
import { mayConcern } from './concerned.js';
import type { IceConfig } from './ice.js';
import { Joins } from './joins.js';
import { KnownRooms } from './known-rooms.js';
import { Leases } from './leases.js';
import { Moves } from './moves.js';
import { Renewals } from './renewals.js';
import { RoomWatch, type WatchTimes } from './room-watch.js';
import { Roster } from './roster.js';
import type { RosterStore } from './roster-store.js';
import { ServerCalls } from './server-calls.js';
import { createSignOuts } from './sign-outs.js';
import { Signals } from './signals.js';
import { VoiceAnnouncer } from './voice-announcer.js';
import { voiceHandlers } from './voice.events.js';
import { VoiceService } from './voice.service.js';

export interface VoiceConfig {
  limits: VoiceLimits;
  ice: IceConfig;
  times?: Partial<WatchTimes & { leaseMs: number; collectMs: number }>;
}

interface VoiceDeps {
  io: MaruServer;
  access: AccessCache;
  store: RosterStore;
  endedSessions: EndedSessions;
  config: VoiceConfig;
  /** This node's id among others; undefined without others. */
  nodeId: string | undefined;
  isMine: (channelId: ChannelId) => boolean;
  /** True if another node is heard from. */
  isLiving: (nodeId: string) => boolean;
  log: Logger;
}

/** Builds the parts that know and change calls. */
const createParts = (deps: VoiceDeps, nodeId: string) => {
  const { io, access, store, log, endedSessions } = deps;
  const { limits, times } = deps.config;
  const announcer = new VoiceAnnouncer({ io, access, isClustered: deps.nodeId !== undefined, log });
  const rooms = new KnownRooms(store, (room, before) => announcer.push(room, before));
  const leases = new Leases(times?.leaseMs);
  const roster = new Roster({ store, rooms, log, tellNodes: (room) => announcer.tellNodes(room) });
  const known = { ...deps, roster, rooms, announcer, limits, leases };
  const voice = new VoiceService(known);
  return {
    rooms,
    voice,
    joins: new Joins({ ...known, voice }),
    moves: new Moves({ ...known, voice }),
    renewals: new Renewals({ store, rooms, leases, log, collectMs: times?.collectMs }),
    watch: new RoomWatch({ ...deps, rooms, voice, leases, nodeId, times }),
    signals: new Signals(io, rooms),
    serverCalls: new ServerCalls({ store, rooms, access }),
    leaveIfSignedOut: createSignOuts({ rooms, voice, endedSessions }),
  };
};

/** Calls: their members, the signals between them, and the watch over their leases. */
export const createVoice = (deps: VoiceDeps) => {
  const { io, log } = deps;
  const { limits, ice } = deps.config;
  const nodeId = deps.nodeId ?? newId();
  const parts = createParts(deps, nodeId);
  const { rooms, voice, watch, renewals } = parts;
  const onClosed = (socket: MaruSocket): Promise<void> =>
    parts
      .leaveIfSignedOut(socket)
      .catch((error: unknown) =>
        log.warn({ err: error }, 'the call of an ended session ends with its lease'),
      );
  io.on('voice:room', (room) => watch.heard(room));
  watch.start();

  return {
    handlers: voiceHandlers({ ...parts, nodeId, onClosed, limits, ice }),
    rooms,
    peopleInCall: (channelId: ChannelId) => voice.peopleIn(channelId),
    /** Brings the calls of a server in line with the access of their members after a change. */
    settleAfter: (serverId: ServerId, change: OutboxEvent) =>
      void watch.settleWhere((room, { userId }) => room.serverId === serverId && mayConcern(change, userId)),
    /** Reads the calls again: frames from other nodes may have been lost. */
    search: () => void watch.search(),
    watchSocket: (socket: MaruSocket) => socket.on('disconnect', () => void onClosed(socket)),
    stop: () => {
      watch.stop();
      renewals.stop();
    },
  };
};
