import {
  serverRoutes,
  type Server,
  type ServerDetail,
  type ServerTemplate,
} from '@maru/contracts/http/chat/servers';
import { limits } from '@maru/contracts/limits';
import type { Locale } from '@maru/contracts/primitives';
import { AppError } from '@maru/service-kit/app-error';
import { newId } from '@maru/service-kit/ids';
import { changesBetween } from '../../platform/audit.js';
import type { Database, Db, IdempotentRequest } from '../../platform/database.js';
import type { AccessService } from '../access/access.service.js';
import { requireStaying } from '../access/require-staying.js';
import { Sight } from '../access/sight.js';
import { visibleTo } from '../access/visible.js';
import { channelsRepository } from '../../repositories/channels.repository.js';
import { membersRepository } from '../../repositories/members.repository.js';
import { rolesRepository } from '../../repositories/roles.repository.js';
import { deleteServer } from './delete-server.js';
import { serverPlans, type CategoryPlan } from './server-plans.js';
import { serversRepository, type ServerChanges } from '../../repositories/servers.repository.js';

const audited = ['name', 'description', 'defaultNotifications', 'systemChannelId', 'verification'] as const;

const addChannels = async (db: Db, serverId: string, categories: readonly CategoryPlan[]) => {
  const repository = channelsRepository(db);
  for (const [place, { name, channels }] of categories.entries()) {
    const { categoryId } = await repository.insertCategory({ id: newId(), serverId, name, position: place });
    for (const [position, channel] of channels.entries())
      await repository.insert({ id: newId(), serverId, categoryId, position, ...channel });
  }
};

export class ServersService {
  constructor(
    private readonly database: Database,
    private readonly access: AccessService,
  ) {}

  async listMine(userId: string): Promise<Server[]> {
    return this.access.serversSeenBy(userId, await serversRepository(this.database.prisma).listOf(userId));
  }

  detail(userId: string, serverId: string): Promise<ServerDetail> {
    return this.describe(this.database.prisma, userId, serverId);
  }

  /** Creates a server with the channels of its template; the caller owns it. */
  create(
    request: IdempotentRequest,
    { name, locale, template }: { name: string; locale: Locale; template: ServerTemplate },
  ): Promise<ServerDetail> {
    const { userId } = request;
    return this.database.transactOnce(request, async ({ db, record, enqueue }) => {
      await requireStaying(db, userId);
      const members = membersRepository(db);
      const server = await serversRepository(db).insert({ id: newId(), name, ownerId: userId });
      await rolesRepository(db).insertEveryone(server.serverId);
      await addChannels(db, server.serverId, serverPlans[template][locale]);
      const member = await members.insert(server.serverId, userId);
      if ((await members.lockAndCountServersOf(userId)) > limits.serversPerUser)
        throw new AppError('SERVER_LIMIT_REACHED');
      await record({ type: 'member.joined', server, member });
      await enqueue({ kind: 'learn-name', userId });
      return this.describe(db, userId, server.serverId);
    });
  }

  /** @throws VALIDATION_FAILED for a system channel that the caller can't see in this server, and for a voice channel. */
  update(userId: string, serverId: string, changes: ServerChanges): Promise<Server> {
    return this.database.transact(async ({ db, record, audit }) => {
      await this.access.lock(db, userId, serverRoutes.updateServer, { serverId });
      const servers = serversRepository(db);
      const { systemChannelId } = changes;
      const sight = await this.access.sightIn(userId, serverId, db);
      if (systemChannelId && !sight.sees(systemChannelId))
        throw new AppError('VALIDATION_FAILED', { fields: { systemChannelId: 'unknown' } });
      const channel = systemChannelId ? await channelsRepository(db).find(systemChannelId) : undefined;
      if (channel?.type === 'voice')
        throw new AppError('VALIDATION_FAILED', { fields: { systemChannelId: 'not_text' } });
      const before = await servers.find(serverId);
      const server = await servers.update(serverId, changes);
      const changed = changesBetween(before, server, audited);
      if (changed.length === 0) return sight.server(server);
      await record({ type: 'server.updated', server });
      await audit({ serverId, actorId: userId, action: 'server-updated', changes: changed });
      return sight.server(server);
    });
  }

  /** In raid mode invite links admit no new members, and only members with a role can write. Repeats change nothing. */
  setRaidMode(userId: string, serverId: string, isOn: boolean): Promise<Server> {
    return this.database.transact(async ({ db, record, audit }) => {
      await this.access.lock(db, userId, serverRoutes.setRaidMode, { serverId });
      const servers = serversRepository(db);
      const before = await servers.find(serverId);
      if (!before) throw new AppError('NOT_FOUND');
      if ((before.raidModeSince !== null) === isOn) return this.access.serverSeenBy(userId, before, db);
      const server = await servers.update(serverId, { raidModeSince: isOn ? new Date() : null });
      await record({ type: 'server.updated', server });
      await audit({ serverId, actorId: userId, action: isOn ? 'raid-mode-started' : 'raid-mode-ended' });
      return this.access.serverSeenBy(userId, server, db);
    });
  }

  /** Makes a member the owner; the former owner stays as a member. A transfer to the owner changes nothing. */
  transfer(userId: string, serverId: string, to: string): Promise<Server> {
    return this.database.transact(async ({ db, record, audit }) => {
      await this.access.lock(db, userId, serverRoutes.transferServer, { serverId });
      if (!(await membersRepository(db).find(serverId, to))) throw new AppError('NOT_FOUND');
      await requireStaying(db, to);
      const server = await serversRepository(db).setOwner(serverId, to);
      if (to !== userId) {
        await record({ type: 'server.updated', server });
        await audit({ serverId, actorId: userId, action: 'server-transferred', targetId: to });
      }
      return this.access.serverSeenBy(userId, server, db);
    });
  }

  remove(userId: string, serverId: string): Promise<void> {
    return this.database.transact(async (transaction) => {
      const { rules } = await this.access.lock(transaction.db, userId, serverRoutes.deleteServer, {
        serverId,
      });
      await deleteServer(transaction, rules.serverId);
    });
  }

  leave(userId: string, serverId: string): Promise<void> {
    return this.database.transact(async ({ db, record }) => {
      const { rules } = await this.access.lock(db, userId, serverRoutes.leaveServer, { serverId });
      if (rules.ownerId === userId) throw new AppError('OWNER_CANNOT_LEAVE');
      await membersRepository(db).remove(serverId, userId);
      await record({ type: 'member.left', serverId: rules.serverId, userId });
    });
  }

  /** Returns the server as this member sees it. */
  private async describe(db: Db, userId: string, serverId: string): Promise<ServerDetail> {
    const [server, me, roles, all] = await Promise.all([
      serversRepository(db).find(serverId),
      membersRepository(db).find(serverId, userId),
      rolesRepository(db).list(serverId),
      channelsRepository(db).listOf(serverId),
    ]);
    if (!server || !me) throw new AppError('NOT_FOUND');
    const { ownerId, verification, raidModeSince } = server;
    const isRaidModeOn = raidModeSince !== null;
    const rules = { serverId: server.serverId, ownerId, verification, isRaidModeOn, roles, ...all };
    const viewer = { rules, member: me };
    return { server: new Sight(db, viewer).server(server), roles, me, ...visibleTo(viewer, all) };
  }
}
