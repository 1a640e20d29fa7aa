import type { Category, Channel } from '@maru/contracts/http/chat/channels';
import type { Member } from '@maru/contracts/http/chat/members';
import type { Server, ServerDetail } from '@maru/contracts/http/chat/servers';
import { limits } from '@maru/contracts/limits';
import {
  asChannel,
  resolvePermissions,
  type ChannelRules,
  type ServerRules,
} from '@maru/contracts/permission-rules';
import { can } from '@maru/contracts/permissions';
import type { Locale } from '@maru/contracts/primitives';
import { AppError } from '@maru/service-kit/app-error';
import { newId } from '@maru/service-kit/ids';
import type { Database, Db, IdempotentRequest } from '../../platform/database.js';
import type { AccessService } from '../access/access.service.js';
import { channelsRepository } from '../../repositories/channels.repository.js';
import { membersRepository } from '../../repositories/members.repository.js';
import { rolesRepository } from '../../repositories/roles.repository.js';
import { defaultCategories } from './default-channels.js';
import { serversRepository } from '../../repositories/servers.repository.js';

const addDefaultChannels = async (db: Db, serverId: string, locale: Locale) => {
  const channels = channelsRepository(db);
  for (const [position, { name, channel }] of defaultCategories[locale].entries()) {
    const { categoryId } = await channels.insertCategory({ id: newId(), serverId, name, position });
    await channels.insert({ id: newId(), serverId, categoryId, position, ...channel });
  }
};

/** The channels that a member may see, and the categories of these and those that they may see themselves. */
const visibleTo = (
  member: Member,
  rules: ServerRules,
  { categories, channels }: { categories: Category[]; channels: Channel[] },
) => {
  const isVisible = (channel: ChannelRules) =>
    can(resolvePermissions({ rules, member, channel }), 'viewChannel');
  const visible = channels.filter(isVisible);
  const used = new Set(visible.map(({ categoryId }) => categoryId));
  return {
    channels: visible,
    categories: categories.filter((each) => used.has(each.categoryId) || isVisible(asChannel(each))),
  };
};

export class ServersService {
  constructor(
    private readonly database: Database,
    private readonly access: AccessService,
  ) {}

  listMine(userId: string): Promise<Server[]> {
    return serversRepository(this.database.prisma).listOf(userId);
  }

  async detail(userId: string, serverId: string): Promise<ServerDetail> {
    await this.access.requireInServer(userId, serverId, 'member');
    return this.describe(this.database.prisma, userId, serverId);
  }

  /** Makes a server with its default channels; who makes it owns it. */
  create(
    request: IdempotentRequest,
    { name, locale }: { name: string; locale: Locale },
  ): Promise<ServerDetail> {
    const { userId } = request;
    return this.database.transactOnce(request, async ({ db, record }) => {
      const members = membersRepository(db);
      const server = await serversRepository(db).insert({ id: newId(), name, ownerId: userId });
      await rolesRepository(db).insertEveryone(server.serverId);
      await addDefaultChannels(db, server.serverId, locale);
      const member = await members.insert(server.serverId, userId);
      if ((await members.lockAndCountServersOf(userId)) > limits.serversPerUser)
        throw new AppError('SERVER_LIMIT_REACHED');
      await record({ type: 'member.joined', server, member });
      return this.describe(db, userId, server.serverId);
    });
  }

  rename(userId: string, serverId: string, name: string): Promise<Server> {
    return this.database.transact(async ({ db, record }) => {
      await this.access.lockServer(db, userId, serverId, 'manageServer');
      const server = await serversRepository(db).rename(serverId, name);
      await record({ type: 'server.updated', server });
      return server;
    });
  }

  remove(userId: string, serverId: string): Promise<void> {
    return this.database.transact(async ({ db, record }) => {
      const { rules } = await this.access.lockServer(db, userId, serverId, 'owner');
      await serversRepository(db).remove(serverId);
      await record({ type: 'server.deleted', serverId: rules.serverId });
    });
  }

  leave(userId: string, serverId: string): Promise<void> {
    return this.database.transact(async ({ db, record }) => {
      const { rules } = await this.access.lockServer(db, userId, serverId, 'member');
      if (rules.ownerId === userId) throw new AppError('OWNER_CANNOT_LEAVE');
      await membersRepository(db).remove(serverId, userId);
      await record({ type: 'member.left', serverId: rules.serverId, userId });
    });
  }

  /** The server as this member may see it. */
  private async describe(db: Db, userId: string, serverId: string): Promise<ServerDetail> {
    const [server, me, roles, all] = await Promise.all([
      serversRepository(db).find(serverId),
      membersRepository(db).find(serverId, userId),
      rolesRepository(db).list(serverId),
      channelsRepository(db).listOf(serverId),
    ]);
    if (!server || !me) throw new AppError('NOT_FOUND');
    const rules = { serverId: server.serverId, ownerId: server.ownerId, roles, ...all };
    return { server, roles, me, ...visibleTo(me, rules, all) };
  }
}
