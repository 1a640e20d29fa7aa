import type { Channel } from '@maru/contracts/http/chat/channels';
import type { Server } from '@maru/contracts/http/chat/servers';
import type { Access } from '@maru/contracts/internal/access';
import { can, resolvePermissions, type Permission } from '@maru/contracts/permissions';
import { AppError } from '@maru/service-kit/app-error';
import type { Database, Db } from '../../platform/database.js';
import { channelsRepository } from '../../repositories/channels.repository.js';
import { membersRepository } from '../../repositories/members.repository.js';
import { serversRepository } from '../../repositories/servers.repository.js';

/** Who may do what in which server: the one place that asks, on the pool or within a transaction. */
export class AccessService {
  constructor(private readonly database: Database) {}

  /** The server. NOT_FOUND for who is no member (it stays hidden), FORBIDDEN for members who lack `permission`. */
  async requireInServer(
    userId: string,
    serverId: string,
    permission: Permission,
    db: Db = this.database.prisma,
  ): Promise<Server> {
    const [server, member] = await Promise.all([
      serversRepository(db).find(serverId),
      membersRepository(db).find(serverId, userId),
    ]);
    if (!server || !member) throw new AppError('NOT_FOUND');
    const permissions = resolvePermissions({ isMember: true, isOwner: server.ownerId === userId });
    if (!can(permissions, permission)) throw new AppError('FORBIDDEN');
    return server;
  }

  /** The channel, by the same rules. */
  async requireInChannel(
    userId: string,
    channelId: string,
    permission: Permission,
    db: Db = this.database.prisma,
  ): Promise<Channel> {
    const channel = await channelsRepository(db).find(channelId);
    if (!channel) throw new AppError('NOT_FOUND');
    await this.requireInServer(userId, channel.serverId, permission, db);
    return channel;
  }

  /**
   * Locks the server, then checks: what holds now holds until the transaction ends. Locking also puts the outbox rows of one
   * server into the order of their commits.
   */
  async lockServer(db: Db, userId: string, serverId: string, permission: Permission): Promise<Server> {
    if (!(await serversRepository(db).lock(serverId))) throw new AppError('NOT_FOUND');
    return this.requireInServer(userId, serverId, permission, db);
  }

  /** Everything that a person may see, in two queries. */
  async accessOf(userId: string): Promise<Access> {
    const db = this.database.prisma;
    const servers = await serversRepository(db).listOf(userId);
    const channels = await channelsRepository(db).listOfServers(servers.map((server) => server.serverId));
    return {
      servers: servers.map(({ serverId, ownerId }) => {
        const permissions = resolvePermissions({ isMember: true, isOwner: ownerId === userId });
        const own = channels.filter((channel) => channel.serverId === serverId);
        return { serverId, channels: own.map(({ channelId, type }) => ({ channelId, type, permissions })) };
      }),
    };
  }
}
