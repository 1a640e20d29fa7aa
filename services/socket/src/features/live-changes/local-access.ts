import { setTimeout as delay } from 'node:timers/promises';
import { peoplePerRequest } from '@maru/contracts/internal/access';
import type { ServerId } from '@maru/contracts/primitives';
import type { Logger } from '@maru/service-kit/logger';
import type { AccessCache } from '../access/access-cache.js';
import { serverOf } from '../access/conversation.js';
import type { MemberAccess } from '../access/member-access.js';
import type { MaruServer, MaruSocket } from '../../platform/realtime.js';
import { rooms } from '../../platform/rooms.js';
import { settleInServer, shutOut } from '../access/server-rooms.js';
import { emitMissedTo } from './emit-missed.js';
import type { SessionService } from '../session/session.service.js';

interface LocalAccessDeps {
  io: MaruServer;
  access: AccessCache;
  sessions: Pick<SessionService, 'closeEnded'>;
  log: Logger;
  /** Milliseconds between two rounds that settle every socket of this node. */
  intervalMs?: number;
}

const serverPrefix = rooms.server('');
/** Rooms of servers are named after them. */
const serversOf = (socket: MaruSocket): ServerId[] =>
  [...socket.rooms]
    .filter((room) => room.startsWith(serverPrefix))
    .map((room) => room.slice(serverPrefix.length) as ServerId);

/** Moves a socket into the rooms of all its person's servers and out of all others. Returns whether the person sees a new channel. */
const settle = async (
  socket: MaruSocket,
  accessByServer: ReadonlyMap<ServerId, MemberAccess>,
): Promise<boolean> => {
  for (const serverId of [...serversOf(socket), ...[...socket.data.openConversations.values()].map(serverOf)])
    if (!accessByServer.has(serverId)) shutOut(socket, serverId);
  const gains = await Promise.all(
    [...accessByServer.values()].map((memberAccess) => settleInServer(socket, memberAccess)),
  );
  return gains.includes(true);
};

/**
 * Keeps the access of this node's sockets from growing old, whatever was lost: all of them are settled from fresh memberships again and
 * again, a few at a time, and at once when the node has missed changes. While the chat service is down they stay as they are.
 */
export class LocalAccess {
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;

  constructor(private readonly deps: LocalAccessDeps) {}

  start(): void {
    this.schedule(this.intervalMs / 2);
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  /** Begins the next round now, unless one is under way. */
  settleSoon(): void {
    if (this.timer) this.schedule(0);
  }

  /** Forgets everything and settles every socket at once. Rejects when memberships can't be read. */
  async settleAllAnew(): Promise<void> {
    this.deps.access.forgetAll();
    for (const people of this.localPeople()) await this.settlePeople(people);
  }

  private schedule(ms: number): void {
    clearTimeout(this.timer);
    if (this.isStopped) return;
    this.timer = setTimeout(() => void this.round(), ms).unref();
  }

  /** One round over all people, spread over half of the interval. */
  private async round(): Promise<void> {
    this.timer = undefined;
    const batches = this.localPeople();
    for (const people of batches) {
      if (this.isStopped) return;
      await this.settlePeople(people).catch((error: unknown) =>
        this.deps.log.warn({ err: error }, 'access not renewed; sockets stay as they are'),
      );
      await delay(this.intervalMs / 2 / batches.length, undefined, { ref: false });
    }
    this.schedule(this.intervalMs / 2);
  }

  private async settlePeople(people: Map<string, MaruSocket[]>): Promise<void> {
    const { access, sessions } = this.deps;
    await sessions.closeEnded([...people.values()].flat());
    await access.reload([...people.keys()]);
    for (const [userId, sockets] of people)
      await access.withAccessByServer(userId, (accessByServer) =>
        // A disconnected socket would join rooms that nothing removes it from.
        Promise.all(
          sockets.filter(({ connected }) => connected).map((socket) => this.settle(socket, accessByServer)),
        ),
      );
  }

  /** This node doesn't know which channels are new to the person, so the client refetches. A client that is still connecting does so anyway. */
  private async settle(
    socket: MaruSocket,
    accessByServer: ReadonlyMap<ServerId, MemberAccess>,
  ): Promise<void> {
    const { hasJoined } = socket.data;
    if ((await settle(socket, accessByServer)) && hasJoined) emitMissedTo(this.deps.io, socket);
  }

  /** The people of this node with their sockets, as many together as one request may ask for. */
  private localPeople(): Map<string, MaruSocket[]>[] {
    const all = new Map<string, MaruSocket[]>();
    for (const socket of this.deps.io.of('/').sockets.values())
      all.set(socket.data.userId, [...(all.get(socket.data.userId) ?? []), socket]);
    const entries = [...all];
    return Array.from(
      { length: Math.ceil(entries.length / peoplePerRequest) },
      (_, index) => new Map(entries.slice(index * peoplePerRequest, (index + 1) * peoplePerRequest)),
    );
  }

  private get intervalMs(): number {
    return this.deps.intervalMs ?? 25_000;
  }
}
