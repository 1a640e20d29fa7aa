import type { Channel, ChannelType } from '@maru/contracts/http/chat/channels';
import { limits } from '@maru/contracts/limits';
import { AppError } from '@maru/service-kit/app-error';
import { newId } from '@maru/service-kit/ids';
import type { Database, IdempotentRequest, Transaction } from '../../platform/database.js';
import type { AccessService } from '../access/access.service.js';
import { channelsRepository, type ChannelChanges } from '../../repositories/channels.repository.js';

interface NewChannel {
  serverId: string;
  name: string;
  type: ChannelType;
  categoryId: string | null;
}

export class ChannelsService {
  constructor(
    private readonly database: Database,
    private readonly access: AccessService,
  ) {}

  /** Adds a channel behind the others. A category of another server is a bad field. */
  create(request: IdempotentRequest, { serverId, name, type, categoryId }: NewChannel): Promise<Channel> {
    return this.database.transactOnce(request, async ({ db, record }) => {
      await this.access.lockServer(db, request.userId, serverId, 'manageChannels');
      const channels = channelsRepository(db);
      if (categoryId && !(await channels.hasCategory(serverId, categoryId))) {
        throw new AppError('VALIDATION_FAILED', { fields: { categoryId: 'unknown' } });
      }
      if ((await channels.count(serverId)) >= limits.channelsPerServer)
        throw new AppError('CHANNEL_LIMIT_REACHED');
      const position = await channels.nextPosition(serverId);
      const channel = await channels.insert({ id: newId(), serverId, categoryId, type, name, position });
      await record({ type: 'channel.created', channel });
      return channel;
    });
  }

  update(userId: string, channelId: string, changes: ChannelChanges): Promise<Channel> {
    return this.database.transact(async (transaction) => {
      await this.lock(transaction, userId, channelId);
      const channel = await channelsRepository(transaction.db).update(channelId, changes);
      await transaction.record({ type: 'channel.updated', channel });
      return channel;
    });
  }

  remove(userId: string, channelId: string): Promise<void> {
    return this.database.transact(async (transaction) => {
      const channel = await this.lock(transaction, userId, channelId);
      await channelsRepository(transaction.db).remove(channelId);
      await transaction.record({
        type: 'channel.deleted',
        serverId: channel.serverId,
        channelId: channel.channelId,
      });
    });
  }

  /** Locks the channel's server; the channel is read again then, since it may have gone while we waited. */
  private async lock({ db }: Transaction, userId: string, channelId: string): Promise<Channel> {
    const found = await this.access.requireInChannel(userId, channelId, 'manageChannels', db);
    await this.access.lockServer(db, userId, found.serverId, 'manageChannels');
    const isThere = await db.$queryRaw<unknown[]>`SELECT id FROM channels WHERE id = ${channelId} FOR UPDATE`;
    if (isThere.length === 0) throw new AppError('NOT_FOUND');
    return found;
  }
}
