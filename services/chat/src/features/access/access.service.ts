import { placeParamOf, type Demand, type PlaceParamOf } from '@maru/contracts/authorization';
import type { Category, Channel } from '@maru/contracts/http/chat/channels';
import type { Member } from '@maru/contracts/http/chat/members';
import type { Server } from '@maru/contracts/http/chat/servers';
import type { ContentRule } from '@maru/contracts/http/chat/content-rules';
import type { FullServerRules, Membership } from '@maru/contracts/internal/access';
import {
  asChannel,
  resolvePermissions,
  type ChannelRules,
  type ServerRules,
} from '@maru/contracts/permission-rules';
import { can, moderates, type PermissionSet } from '@maru/contracts/permissions';
import type { PlacedRoute } from '@maru/contracts/route';
import { AppError } from '@maru/service-kit/app-error';
import type { AuthorizeRoute } from '@maru/service-kit/http/mount-routes';
import type { AuthorizedRequest } from '@maru/service-kit/mysql/unit-of-work';
import type { Database, Db, IdempotentRequest } from '../../platform/database.js';
import { channelsRepository } from '../../repositories/channels.repository.js';
import { contentRulesRepository } from '../../repositories/content-rules.repository.js';
import { membersRepository } from '../../repositories/members.repository.js';
import { rolesRepository } from '../../repositories/roles.repository.js';
import { rulesRepository } from '../../repositories/rules.repository.js';
import { serversRepository } from '../../repositories/servers.repository.js';
import { Sight } from './sight.js';

/** A member with their server's rules, and their permissions in the server, or in the channel or category in question. */
export interface Standing {
  rules: ServerRules;
  member: Member;
  permissions: PermissionSet;
}

/** The id of the server, channel or category in which a route authorizes. */
type PlaceOf<R extends PlacedRoute> = Readonly<Record<PlaceParamOf<R['path']>, string>>;

/** The caller's standing, with the channel or category that the route names. */
type StandingOf<R extends PlacedRoute> = Standing &
  { channelId: { channel: Channel }; categoryId: { category: Category }; serverId: object }[PlaceParamOf<
    R['path']
  >];

/** A route whose demand does not depend on the owner of the thing in its path. */
export type PlainRoute = PlacedRoute & { readonly authorizeOwn?: undefined };

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

/** @throws FORBIDDEN unless the member meets the route's demand, or its demand for own things if `isOwn`. */
export const requireFor = (
  standing: Standing,
  { authorize, authorizeOwn = authorize }: PlacedRoute,
  { isOwn }: { isOwn: boolean },
): void => require(standing, isOwn ? authorizeOwn : authorize);

const missing = (): never => {
  throw new AppError('NOT_FOUND');
};

/**
 * Checks callers against the demands that routes declare, on the pool or within a transaction. NOT_FOUND hides servers from users who are
 * not members, and channels and categories from members who can't see them. FORBIDDEN is for members who don't meet the demand.
 */
export class AccessService {
  constructor(private readonly database: Database) {}

  /** Authorizes a route before it runs. */
  readonly authorize: AuthorizeRoute = (route, { caller, params }) =>
    this.check(caller.userId, route, params, this.database.prisma);

  /** Authorizes work that precedes a transaction; inside the transaction, `lock` authorizes again. */
  require<R extends PlainRoute>(userId: string, route: R, place: PlaceOf<R>): Promise<StandingOf<R>> {
    return this.check(userId, route, place, this.database.prisma);
  }

  /**
   * Locks the server, then authorizes the route: the answer holds until the transaction ends. The lock also puts the outbox rows of one
   * server in commit order.
   */
  async lock<R extends PlainRoute>(
    db: Db,
    userId: string,
    route: R,
    place: PlaceOf<R>,
  ): Promise<StandingOf<R>> {
    await this.lockServer(db, userId, await this.serverOf(route, place, db));
    // Read the channel or category again: it may have changed while the transaction waited for the lock.
    return this.check(userId, route, place, db);
  }

  /** Adds `lock` to a request with an idempotency key, so that repeats are authorized as well. */
  lockFor<R extends PlainRoute>(
    request: IdempotentRequest,
    route: R,
    place: PlaceOf<R>,
  ): AuthorizedRequest<{ db: Db }, StandingOf<R>> {
    return { ...request, authorize: ({ db }) => this.lock(db, request.userId, route, place) };
  }

  /** Like `lock`, for routes that demand less of a thing's owner: the service reads the thing under the lock, then calls `requireFor`. */
  async lockMember(db: Db, userId: string, serverId: string): Promise<Standing> {
    await this.lockServer(db, userId, serverId);
    return this.standingIn(userId, serverId, db);
  }

  /** @throws NOT_FOUND if the user is not a member. */
  async standingIn(userId: string, serverId: string, db: Db = this.database.prisma): Promise<Standing> {
    return (await this.findInServer(userId, serverId, db)) ?? missing();
  }

  /** Returns undefined if the user is not a member. */
  async findInServer(userId: string, serverId: string, db: Db): Promise<Standing | undefined> {
    const [rules, member] = await Promise.all([
      rulesRepository(db).findOfServer(serverId),
      membersRepository(db).find(serverId, userId),
    ]);
    return rules && member
      ? { rules, member, permissions: resolvePermissions({ rules, member }) }
      : undefined;
  }

  /** @throws NOT_FOUND if the user can't see the channel. */
  async channelSeenBy(userId: string, channelId: string): Promise<Channel> {
    return (await this.standingInChannel(userId, channelId, this.database.prisma)).channel;
  }

  /** Returns the channels and categories that a member can see. @throws NOT_FOUND if the user is not a member. */
  async sightIn(userId: string, serverId: string, db: Db = this.database.prisma): Promise<Sight> {
    const [[rules], member] = await Promise.all([
      rulesRepository(db).list([serverId]),
      membersRepository(db).find(serverId, userId),
    ]);
    return rules && member ? new Sight(db, { rules, member }) : missing();
  }

  /** Returns the servers as the member sees them, in a fixed number of queries. */
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

  /** Returns a category of the server in which the member manages channels. @throws VALIDATION_FAILED if they can't see it. */
  async requireCategoryFor(
    db: Db,
    { userId, serverId, categoryId }: { userId: string; serverId: string; categoryId: string },
  ): Promise<Standing & { category: Category }> {
    const unknown = new AppError('VALIDATION_FAILED', { fields: { categoryId: 'unknown' } });
    const category = await channelsRepository(db).findCategory(categoryId);
    if (category?.serverId !== serverId) throw unknown;
    const standing = await this.standingInCategory(userId, categoryId, db).catch((error: unknown) => {
      throw error instanceof AppError && error.code === 'NOT_FOUND' ? unknown : error;
    });
    require(standing, 'manageChannels');
    return standing;
  }

  membershipsOf(userId: string, db: Db = this.database.prisma): Promise<Membership[]> {
    return membersRepository(db).membershipsOf(userId);
  }

  membershipsOfAll(userIds: string[]): Promise<(Membership & { userId: string })[]> {
    return membersRepository(this.database.prisma).membershipsOfAll(userIds);
  }

  /** Omits servers that do not exist. */
  rulesOf(serverIds: string[], db: Db = this.database.prisma): Promise<ServerRules[]> {
    return rulesRepository(db).list(serverIds);
  }

  /** Returns the rules of several servers with their roles, for the socket service. */
  async fullRulesOf(serverIds: string[]): Promise<FullServerRules[]> {
    const { prisma } = this.database;
    const [rules, roles] = await Promise.all([
      this.rulesOf(serverIds),
      rolesRepository(prisma).listOfServers(serverIds),
    ]);
    return rules.map((each) => ({
      ...each,
      roles: roles.filter(({ serverId }) => serverId === each.serverId),
    }));
  }

  /** Returns the server's enabled content rules. */
  contentRulesOf(serverId: string): Promise<ContentRule[]> {
    return contentRulesRepository(this.database.prisma).listEnabled(serverId);
  }

  /**
   * Throws NOT_FOUND, without the lock, for people who are not members: no kick or ban could stop them from making members wait.
   */
  private async lockServer(db: Db, userId: string, serverId: string): Promise<void> {
    if (!(await membersRepository(db).exists(serverId, userId))) return missing();
    if (!(await serversRepository(db).lock(serverId))) return missing();
  }

  private async check<R extends PlacedRoute>(
    userId: string,
    route: R,
    place: Readonly<Record<string, string>>,
    db: Db,
  ): Promise<StandingOf<R>> {
    const standing = await this.standingAt(userId, route, place, db);
    require(standing, route.authorize);
    // `standingAt` resolves the same path parameter as the type.
    return standing as StandingOf<R>;
  }

  private standingAt(
    userId: string,
    { path }: PlacedRoute,
    { channelId = '', categoryId = '', serverId = '' }: Readonly<Record<string, string>>,
    db: Db,
  ): Promise<Standing> {
    switch (placeParamOf(path)) {
      case 'channelId':
        return this.standingInChannel(userId, channelId, db);
      case 'categoryId':
        return this.standingInCategory(userId, categoryId, db);
      default:
        return this.standingIn(userId, serverId, db);
    }
  }

  private async serverOf(
    { path }: PlacedRoute,
    { channelId = '', categoryId = '', serverId = '' }: Readonly<Record<string, string>>,
    db: Db,
  ): Promise<string> {
    switch (placeParamOf(path)) {
      case 'channelId':
        return ((await channelsRepository(db).find(channelId)) ?? missing()).serverId;
      case 'categoryId':
        return ((await channelsRepository(db).findCategory(categoryId)) ?? missing()).serverId;
      default:
        return serverId;
    }
  }

  private async standingInChannel(
    userId: string,
    channelId: string,
    db: Db,
  ): Promise<Standing & { channel: Channel }> {
    const channel = (await channelsRepository(db).find(channelId)) ?? missing();
    return { ...(await this.standingIfSeen(userId, { ...channel, rules: channel }, db)), channel };
  }

  private async standingInCategory(
    userId: string,
    categoryId: string,
    db: Db,
  ): Promise<Standing & { category: Category }> {
    const category = (await channelsRepository(db).findCategory(categoryId)) ?? missing();
    const seen = { serverId: category.serverId, rules: asChannel(category) };
    return { ...(await this.standingIfSeen(userId, seen, db)), category };
  }

  private async standingIfSeen(
    userId: string,
    { serverId, rules: channel }: { serverId: string; rules: ChannelRules },
    db: Db,
  ): Promise<Standing> {
    const [[rules], member] = await Promise.all([
      rulesRepository(db).list([serverId]),
      membersRepository(db).find(serverId, userId),
    ]);
    if (!rules || !member) return missing();
    const standing = { rules, member, permissions: resolvePermissions({ rules, member, channel }) };
    return can(standing.permissions, 'viewChannel') ? standing : missing();
  }
}
