import type { Server, ServerDetail } from '@maru/contracts/http/chat/servers';
import { limits } from '@maru/contracts/limits';
import type { Locale } from '@maru/contracts/primitives';
import { AppError } from '@maru/service-kit/app-error';
import { newId } from '@maru/service-kit/ids';
import type { Database, Db, IdempotentRequest } from '../../platform/database.js';
import type { AccessService } from '../access/access.service.js';
import { channelsRepository } from '../../repositories/channels.repository.js';
import { membersRepository } from '../../repositories/members.repository.js';
import { defaultCategories } from './default-channels.js';
import { serversRepository } from '../../repositories/servers.repository.js';

const addDefaultChannels = async (db: Db, serverId: string, locale: Locale) => {
  const channels = channelsRepository(db);
  for (const [position, { name, channel }] of defaultCategories[locale].entries()) {
    const { categoryId } = await channels.insertCategory({ id: newId(), serverId, name, position });
    await channels.insert({ id: newId(), serverId, categoryId, position, ...channel });
  }
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
    const server = await this.access.requireInServer(userId, serverId, 'viewChannel');
    return { server, ...(await channelsRepository(this.database.prisma).listOf(serverId)) };
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
      await addDefaultChannels(db, server.serverId, locale);
      const member = await members.insert(server.serverId, userId);
      if ((await members.lockAndCountServersOf(userId)) > limits.serversPerUser)
        throw new AppError('SERVER_LIMIT_REACHED');
      await record({ type: 'member.joined', server, member });
      return { server, ...(await channelsRepository(db).listOf(server.serverId)) };
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
      const server = await this.access.lockServer(db, userId, serverId, 'manageServer');
      await serversRepository(db).remove(serverId);
      await record({ type: 'server.deleted', serverId: server.serverId });
    });
  }

  leave(userId: string, serverId: string): Promise<void> {
    return this.database.transact(async ({ db, record }) => {
      const server = await this.access.lockServer(db, userId, serverId, 'viewChannel');
      if (server.ownerId === userId) throw new AppError('OWNER_CANNOT_LEAVE');
      await membersRepository(db).remove(serverId, userId);
      await record({ type: 'member.left', serverId: server.serverId, userId });
    });
  }
}
