import { channelRoutes, type Channel } from '@maru/contracts/http/chat/channels';
import { limits } from '@maru/contracts/limits';
import { isSeenByAll, overwritesOf } from '@maru/contracts/permission-rules';
import type { RouteBody } from '@maru/contracts/route';
import { AppError } from '@maru/service-kit/app-error';
import { newId } from '@maru/service-kit/ids';
import { changesBetween } from '../../platform/audit.js';
import type { Database, Db, IdempotentRequest } from '../../platform/database.js';
import { channelsRepository, type ChannelChanges } from '../../repositories/channels.repository.js';
import { deletedPlacesRepository } from '../../repositories/deleted-places.repository.js';
import { overwritesRepository } from '../../repositories/overwrites.repository.js';
import { serversRepository } from '../../repositories/servers.repository.js';
import type { AccessService, Standing } from '../access/access.service.js';
import { purgeChannels } from '../servers/delete-server.js';
import { overwritesForNew, type NewPlace } from './new-channel-overwrites.js';

type NewChannel = RouteBody<typeof channelRoutes.createChannel>;

const audited = ['name', 'topic', 'slowModeSeconds', 'userLimit'] as const;

const about = (actorId: string, { serverId, channelId, name }: Channel) => ({
  actorId,
  serverId,
  targetId: channelId,
  placeId: channelId,
  targetName: name,
});

export class ChannelsService {
  constructor(
    private readonly database: Database,
    private readonly access: AccessService,
  ) {}

  /** Adds a channel at the end. @throws VALIDATION_FAILED for a category or viewer of another server. */
  create(request: IdempotentRequest, serverId: string, wanted: NewChannel): Promise<Channel> {
    return this.database.transactOnce(
      this.access.lockFor(request, channelRoutes.createChannel, { serverId }),
      async ({ db, record, audit }, standing) => {
        const channels = channelsRepository(db);
        if ((await channels.count(serverId)) >= limits.channelsPerServer)
          throw new AppError('CHANNEL_LIMIT_REACHED');
        const overwrites = await overwritesForNew(db, await this.placeFor(db, standing, wanted), wanted);
        const { name, type, categoryId } = wanted;
        const position = await channels.nextPosition(serverId);
        const row = { id: newId(), serverId, categoryId, type, name, position, isSynced: !overwrites };
        const { channelId } = await channels.insert(row);
        if (overwrites) await overwritesRepository(db).replaceAll(serverId, channelId, overwrites);
        const channel = await channels.update(channelId, {});
        await record({ type: 'channel.created', channel });
        await audit({ ...about(request.userId, channel), action: 'channel-created' });
        return channel;
      },
    );
  }

  update(userId: string, channelId: string, changes: ChannelChanges): Promise<Channel> {
    return this.database.transact(async ({ db, record, audit }) => {
      const { channel: before } = await this.access.lock(db, userId, channelRoutes.updateChannel, {
        channelId,
      });
      const channel = await channelsRepository(db).update(channelId, changes);
      await record({ type: 'channel.updated', channel });
      await audit({
        ...about(userId, channel),
        action: 'channel-updated',
        changes: changesBetween(before, channel, audited),
      });
      return channel;
    });
  }

  remove(userId: string, channelId: string): Promise<void> {
    return this.database.transact(async (transaction) => {
      const { db, record, audit } = transaction;
      const { channel, rules } = await this.access.lock(db, userId, channelRoutes.deleteChannel, {
        channelId,
      });
      const { serverId } = channel;
      await channelsRepository(db).remove(channelId);
      await deletedPlacesRepository(db).insert(serverId, channelId, overwritesOf(rules, channel));
      const wasSeenByAll = isSeenByAll(rules, channel);
      await record({ type: 'channel.deleted', serverId, channelId: channel.channelId, wasSeenByAll });
      const servers = serversRepository(db);
      if ((await servers.find(serverId))?.systemChannelId === channelId)
        await record({
          type: 'server.updated',
          server: await servers.update(serverId, { systemChannelId: null }),
        });
      await audit({ ...about(userId, channel), action: 'channel-deleted' });
      await purgeChannels(transaction, [channel.channelId]);
    });
  }

  /** Returns the creator's standing in the channel's category, or in the server if it has none. */
  private async placeFor(db: Db, standing: Standing, { categoryId }: NewChannel): Promise<NewPlace> {
    if (!categoryId) return standing;
    const { userId, serverId } = standing.member;
    return this.access.requireCategoryFor(db, { userId, serverId, categoryId });
  }
}
