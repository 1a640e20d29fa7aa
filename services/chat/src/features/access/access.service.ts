import type { Category, Channel } from '@maru/contracts/http/chat/channels';
import type { Member } from '@maru/contracts/http/chat/members';
import type { Server } from '@maru/contracts/http/chat/servers';
import type { ContentRule } from '@maru/contracts/http/chat/content-rules';
import type { Membership } from '@maru/contracts/internal/access';
import {
  asChannel,
  resolvePermissions,
  type ChannelRules,
  type ServerRules,
} from '@maru/contracts/permission-rules';
import { can, moderates, type Permission, type PermissionSet } from '@maru/contracts/permissions';
import { AppError } from '@maru/service-kit/app-error';
import type { Database, Db } from '../../platform/database.js';
import { channelsRepository } from '../../repositories/channels.repository.js';
import { contentRulesRepository } from '../../repositories/content-rules.repository.js';
import { membersRepository } from '../../repositories/members.repository.js';
import { rulesRepository } from '../../repositories/rules.repository.js';
import { serversRepository } from '../../repositories/servers.repository.js';
import { Sight } from './sight.js';

/** What is asked for: a permission, or no more than being in (`member`), any that moderates, or everything (`owner`). */
export type Demand = Permission | 'member' | 'moderate' | 'owner';

/** Somebody in a server: the rules, who they are in it, and what they may do. */
export interface Standing {
  rules: ServerRules;
  member: Member;
  permissions: PermissionSet;
}

const meets = ({ rules, member, permissions }: Standing, demand: Demand): boolean => {
  switch (demand) {
    case 'member':
      return true;
    case 'moderate':
      return moderates(permissions);
    case 'owner':
      return rules.ownerId === member.userId;
    default:
      return can(permissions, demand);
  }
};

const require = (standing: Standing, demand: Demand): void => {
  if (!meets(standing, demand)) throw new AppError('FORBIDDEN');
};

const missing = (): never => {
  throw new AppError('NOT_FOUND');
};

/** Who may do what in which server: the one place that asks, on the pool or within a transaction. */
export class AccessService {
  constructor(private readonly database: Database) {}

  /** NOT_FOUND for who is no member (it stays hidden), FORBIDDEN for members who lack what is asked for. */
  async requireInServer(
    userId: string,
    serverId: string,
    demand: Demand,
    db: Db = this.database.prisma,
  ): Promise<Standing> {
    const standing = (await this.findInServer(userId, serverId, db)) ?? missing();
    require(standing, demand);
    return standing;
  }

  /** Undefined for who is no member. */
  async findInServer(userId: string, serverId: string, db: Db): Promise<Standing | undefined> {
    const [rules, member] = await Promise.all([
      rulesRepository(db).findOfServer(serverId),
      membersRepository(db).find(serverId, userId),
    ]);
    return rules && member
      ? { rules, member, permissions: resolvePermissions({ rules, member }) }
      : undefined;
  }

  /** The channel, by the same rules; NOT_FOUND also for members who may not see it. */
  async requireInChannel(
    userId: string,
    channelId: string,
    demand: Demand,
    db: Db = this.database.prisma,
  ): Promise<Standing & { channel: Channel }> {
    const channel = (await channelsRepository(db).find(channelId)) ?? missing();
    return { ...(await this.requireInPlace(userId, { ...channel, rules: channel }, demand, db)), channel };
  }

  /** The category, as if it were a channel. */
  async requireInCategory(
    userId: string,
    categoryId: string,
    demand: Demand,
    db: Db = this.database.prisma,
  ): Promise<Standing & { category: Category }> {
    const category = (await channelsRepository(db).findCategory(categoryId)) ?? missing();
    const place = { serverId: category.serverId, rules: asChannel(category) };
    return { ...(await this.requireInPlace(userId, place, demand, db)), category };
  }

  /**
   * Locks the server, then checks: what holds now holds until the transaction ends. Locking also puts the outbox rows of one
   * server into the order of their commits.
   */
  async lockServer(db: Db, userId: string, serverId: string, demand: Demand): Promise<Standing> {
    if (!(await serversRepository(db).lock(serverId))) return missing();
    return this.requireInServer(userId, serverId, demand, db);
  }

  /** As `lockServer`, for the channel's server. */
  async lockChannel(db: Db, userId: string, channelId: string, demand: Demand) {
    const channel = (await channelsRepository(db).find(channelId)) ?? missing();
    await serversRepository(db).lock(channel.serverId);
    // Read again: it may have changed or gone while we waited.
    return this.requireInChannel(userId, channelId, demand, db);
  }

  async lockCategory(db: Db, userId: string, categoryId: string, demand: Demand) {
    const category = (await channelsRepository(db).findCategory(categoryId)) ?? missing();
    await serversRepository(db).lock(category.serverId);
    return this.requireInCategory(userId, categoryId, demand, db);
  }

  /** What a member may know of the server's channels; NOT_FOUND for who is no member. */
  async sightIn(userId: string, serverId: string, db: Db = this.database.prisma): Promise<Sight> {
    const [[rules], member] = await Promise.all([
      rulesRepository(db).list([serverId]),
      membersRepository(db).find(serverId, userId),
    ]);
    return rules && member ? new Sight(db, { rules, member }) : missing();
  }

  /** The servers of a member as that member may see them, in a fixed number of queries. */
  async serversSeenBy(
    userId: string,
    servers: readonly Server[],
    db: Db = this.database.prisma,
  ): Promise<Server[]> {
    const ids = servers.filter((each) => each.systemChannelId !== null).map(({ serverId }) => serverId);
    if (ids.length === 0) return [...servers];
    const [rules, memberships] = await Promise.all([this.rulesOf(ids, db), this.membershipsOf(userId, db)]);
    return servers.map((server) => {
      const found = rules.find((each) => each.serverId === server.serverId);
      const membership = memberships.find((each) => each.serverId === server.serverId);
      if (!found || !membership) return { ...server, systemChannelId: null };
      return new Sight(db, { rules: found, member: { userId, ...membership } }).server(server);
    });
  }

  async serverSeenBy(userId: string, server: Server, db?: Db): Promise<Server> {
    return (await this.serversSeenBy(userId, [server], db))[0] ?? server;
  }

  /** Checks that a place which somebody wants to use is the server's and theirs to manage; one they can't see is unknown. */
  async requireCategoryFor(
    db: Db,
    { userId, serverId, categoryId }: { userId: string; serverId: string; categoryId: string },
  ): Promise<Standing & { category: Category }> {
    const unknown = new AppError('VALIDATION_FAILED', { fields: { categoryId: 'unknown' } });
    const category = await channelsRepository(db).findCategory(categoryId);
    if (category?.serverId !== serverId) throw unknown;
    return this.requireInCategory(userId, categoryId, 'manageChannels', db).catch((error: unknown) => {
      throw error instanceof AppError && error.code === 'NOT_FOUND' ? unknown : error;
    });
  }

  membershipsOf(userId: string, db: Db = this.database.prisma): Promise<Membership[]> {
    return membersRepository(db).membershipsOf(userId);
  }

  membershipsOfAll(userIds: string[]): Promise<(Membership & { userId: string })[]> {
    return membersRepository(this.database.prisma).membershipsOfAll(userIds);
  }

  /** Of those of the servers that exist. */
  rulesOf(serverIds: string[], db: Db = this.database.prisma): Promise<ServerRules[]> {
    return rulesRepository(db).list(serverIds);
  }

  /** The server's content rules that are in force. */
  contentRulesOf(serverId: string): Promise<ContentRule[]> {
    return contentRulesRepository(this.database.prisma).listEnabled(serverId);
  }

  private async requireInPlace(
    userId: string,
    { serverId, rules: channel }: { serverId: string; rules: ChannelRules },
    demand: Demand,
    db: Db,
  ): Promise<Standing> {
    const [[rules], member] = await Promise.all([
      rulesRepository(db).list([serverId]),
      membersRepository(db).find(serverId, userId),
    ]);
    if (!rules || !member) return missing();
    const standing = { rules, member, permissions: resolvePermissions({ rules, member, channel }) };
    if (!can(standing.permissions, 'viewChannel')) return missing();
    require(standing, demand);
    return standing;
  }
}
