import type { OutboxEvent } from '@maru/contracts/internal/events';
import type { ServerId } from '@maru/contracts/primitives';
import type { Logger } from '@maru/service-kit/logger';
import { retry } from '@maru/service-kit/retry';
import { within } from '@maru/service-kit/within';
import type { AccessCache } from '../access/access-cache.js';
import type { IndexedRules } from '../access/standing.js';
import type { MaruServer, MaruSocket } from '../../platform/realtime.js';
import { audienceOf } from '../access/audience.js';
import { rooms } from '../../platform/rooms.js';
import { leaveServer, settleInServer, shutOut, socketsIn } from '../access/server-rooms.js';
import { PlaceChanges } from './place-changes.js';
import { asSeenBy, tellServer } from './tell-server.js';

interface ServerChangesDeps {
  io: MaruServer;
  access: AccessCache;
  log: Logger;
  /** Hears of each change once access and rooms of this node know. */
  onApplied: (change: ServerChange) => void;
}

/** Events that are about one person, wherever they are. */
type PersonalEvent =
  | 'session.ended'
  | 'profile.updated'
  | 'account.deleted'
  | 'account.deletion-scheduled'
  | 'account.deletion-cancelled'
  | 'rail.changed'
  | 'received-invites.changed';

/** Events that change a server, its rules or its members. */
export type ServerChange = Exclude<OutboxEvent, { type: PersonalEvent }>;

/** How long a server's rules may take before its sockets have to connect again. */
const rulesPatienceMs = 3_000;

/**
 * Applies a server's changes to this node: it forgets what it has cached, moves its own sockets, and only then tells them. So those who may
 * not see something any more are not told of it. The caller passes changes of one server one after another.
 */
export class ServerChanges {
  private readonly places: PlaceChanges;

  constructor(private readonly deps: ServerChangesDeps) {
    this.places = new PlaceChanges(deps.io, (serverId) => this.resettle(serverId));
  }

  async apply(change: ServerChange): Promise<void> {
    await this.applyHere(change);
    this.deps.onApplied(change);
  }

  private async applyHere(change: ServerChange): Promise<void> {
    switch (change.type) {
      case 'server.updated': {
        const { server } = change;
        const rules = await this.resettle(server.serverId);
        if (rules) tellServer(this.deps.io, rules, server);
        return;
      }
      case 'server.deleted':
        return this.serverDeleted(change.serverId);
      case 'member.joined':
        return this.memberJoined(change);
      case 'member.left':
        return this.memberLeft(change);
      case 'member.updated':
        return this.memberUpdated(change);
      case 'roles.changed': {
        const { serverId, roles } = change;
        await this.resettle(serverId);
        this.toServer(serverId).emit('roles:changed', { serverId, roles });
        return;
      }
      case 'content-rules.changed':
        this.deps.access.forgetContentRules(change.serverId);
        this.deps.io.local
          .to(rooms.moderators(change.serverId))
          .emit('rules:changed', { serverId: change.serverId });
        return;
      case 'reports.changed':
        return this.reportsChanged(change);
      default:
        return this.places.apply(change);
    }
  }

  /** A report of a message is the business of those moderators only who may see where it stands. */
  private async reportsChanged({
    serverId,
    channelId,
  }: Extract<ServerChange, { type: 'reports.changed' }>): Promise<void> {
    const { access, io } = this.deps;
    const moderators = io.local.to(rooms.moderators(serverId));
    if (!channelId) return void moderators.emit('reports:changed', { serverId });
    const known = await access.rulesOfServer(serverId);
    const channel = known?.channels.get(channelId);
    if (!known || !channel) return;
    const audience = new Set(socketsIn(io, audienceOf(known.rules, channel)));
    for (const socket of socketsIn(io, rooms.moderators(serverId)))
      if (audience.has(socket)) socket.emit('reports:changed', { serverId });
  }

  private serverDeleted(serverId: ServerId): void {
    const { access } = this.deps;
    access.forgetServer(serverId);
    access.forgetContentRules(serverId);
    this.toServer(serverId).emit('server:deleted', { serverId });
    for (const socket of this.socketsIn(rooms.server(serverId))) {
      access.forgetMember(socket.data.userId);
      leaveServer(socket, serverId);
    }
  }

  private async memberJoined({ server, member }: Extract<ServerChange, { type: 'member.joined' }>) {
    const { serverId } = server;
    const { userId } = member;
    this.deps.access.forgetMember(userId);
    this.toServer(serverId).except(rooms.user(userId)).emit('member:joined', { serverId, member });
    await this.settleMember(userId, serverId);
    const known = await this.deps.access.rulesOfServer(serverId).catch(() => undefined);
    for (const socket of this.socketsIn(rooms.user(userId)))
      socket.emit('server:joined', { server: asSeenBy(socket, known, server) });
  }

  private memberLeft({ serverId, userId }: Extract<ServerChange, { type: 'member.left' }>): void {
    const { access, io } = this.deps;
    access.forgetMember(userId);
    for (const socket of this.socketsIn(rooms.user(userId))) leaveServer(socket, serverId);
    io.local.to(rooms.user(userId)).emit('server:left', { serverId });
    this.toServer(serverId).emit('member:left', { serverId, userId });
  }

  private async memberUpdated({ member }: Extract<ServerChange, { type: 'member.updated' }>) {
    const { serverId, userId } = member;
    this.deps.access.forgetMember(userId);
    await this.settleMember(userId, serverId);
    this.toServer(serverId).emit('member:updated', { member });
  }

  private async settleMember(userId: string, serverId: ServerId): Promise<void> {
    const sockets = this.socketsIn(rooms.user(userId));
    if (sockets.length === 0) return;
    const standing = (await this.deps.access.standings(userId)).get(serverId);
    // Gone again meanwhile: that change comes next.
    if (standing) await Promise.all(sockets.map((socket) => settleInServer(socket, standing)));
  }

  /** Fetches the server's rules anew and puts each socket where it belongs now. Without rules nobody stays: they come again. */
  private async resettle(serverId: ServerId): Promise<IndexedRules | undefined> {
    const { access, log } = this.deps;
    access.forgetServer(serverId);
    const sockets = this.socketsIn(rooms.server(serverId));
    if (sockets.length === 0) return undefined;
    try {
      const rules = await this.fetchRules(serverId);
      const settle = async (socket: MaruSocket) => {
        const member = await access.knownMember(socket.data.userId, serverId);
        if (member && rules) await settleInServer(socket, { ...rules, member });
        else shutOut(socket, serverId);
      };
      await Promise.all(sockets.map(settle));
      return rules;
    } catch (error) {
      log.error({ err: error }, 'rules could not be fetched; sockets have to connect again');
      this.deps.io.local.in(rooms.server(serverId)).disconnectSockets(true);
      return undefined;
    }
  }

  private async fetchRules(serverId: ServerId): Promise<IndexedRules | undefined> {
    const end = performance.now() + rulesPatienceMs;
    const fetch = () => within(end - performance.now(), this.deps.access.rulesOfServer(serverId));
    return retry(fetch, {
      attempts: 5,
      pauseMs: (attempt) => Math.min(50 * 2 ** attempt, end - performance.now()),
      isTemporary: () => performance.now() < end,
    });
  }

  private toServer(serverId: ServerId) {
    return this.deps.io.local.to(rooms.server(serverId));
  }

  private socketsIn(room: string): MaruSocket[] {
    return socketsIn(this.deps.io, room);
  }
}
