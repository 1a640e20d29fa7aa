import type { Category, Channel, ChannelLayout } from '@maru/contracts/http/chat/channels';
import { AppError } from '@maru/service-kit/app-error';
import { changesBetween } from '../../platform/audit.js';
import type { Database } from '../../platform/database.js';
import { channelsRepository } from '../../repositories/channels.repository.js';
import type { AccessService } from '../access/access.service.js';

/** The ids with `id` in front of `before`; at the end when that is not among them (any more). */
export const placeBefore = <T extends string>(ids: readonly T[], id: T, before: T | null): T[] => {
  const others = ids.filter((each) => each !== id);
  const index = before === null ? -1 : others.indexOf(before);
  return index < 0 ? [...others, id] : [...others.slice(0, index), id, ...others.slice(index)];
};

interface Order {
  channels: readonly Pick<Channel, 'channelId' | 'categoryId'>[];
  categories: readonly Pick<Category, 'categoryId' | 'name'>[];
}

/** Where a channel stands, as the log tells it: its category's name, and its place there from 1. */
const placeOf = (channelId: string, { channels, categories }: Order) => {
  const { categoryId = null } = channels.find((each) => each.channelId === channelId) ?? {};
  const siblings = channels.filter((each) => each.categoryId === categoryId);
  return {
    category: categories.find((each) => each.categoryId === categoryId)?.name ?? null,
    position: 1 + siblings.findIndex((each) => each.channelId === channelId),
  };
};

/**
 * The order of channels and categories. Moves say what goes before what and are done one after the other under the server's
 * lock; each tells the whole order, so that everybody ends with the same, whoever moved what at once.
 */
export class PlacementService {
  constructor(
    private readonly database: Database,
    private readonly access: AccessService,
  ) {}

  /** A channel that follows its category follows the new one from then on. */
  moveChannel(
    userId: string,
    channelId: string,
    { categoryId, before }: { categoryId: string | null; before: string | null },
  ): Promise<ChannelLayout> {
    return this.database.transact(async ({ db, record, audit }) => {
      const { channel } = await this.access.lockChannel(db, userId, channelId, 'manageChannels');
      const { serverId } = channel;
      const channels = channelsRepository(db);
      if (categoryId !== null && categoryId !== channel.categoryId) {
        const category = await channels.findCategory(categoryId);
        if (category?.serverId !== serverId)
          throw new AppError('VALIDATION_FAILED', { fields: { categoryId: 'unknown' } });
        await this.access.requireInCategory(userId, categoryId, 'manageChannels', db);
      }
      const order = await channels.listOf(serverId);
      const there = order.channels.filter((each) => each.categoryId === categoryId);
      const ids: string[] = there.map((each) => each.channelId);
      await channels.place(categoryId, placeBefore(ids, channelId, before));
      const layout = await channels.layout(serverId);
      await record({ type: 'channels.moved', layout });
      // Who may see it can be different now.
      await record({ type: 'channel.updated', channel: await channels.update(channelId, {}) });
      await audit({
        serverId,
        actorId: userId,
        action: 'channel-moved',
        targetId: channelId,
        targetName: channel.name,
        changes: changesBetween(
          placeOf(channelId, order),
          placeOf(channelId, await channels.listOf(serverId)),
          ['category', 'position'],
        ),
      });
      return layout;
    });
  }

  moveCategory(userId: string, categoryId: string, before: string | null): Promise<ChannelLayout> {
    return this.database.transact(async ({ db, record, audit }) => {
      const { category } = await this.access.lockCategory(db, userId, categoryId, 'manageChannels');
      const channels = channelsRepository(db);
      const { categories } = await channels.listOf(category.serverId);
      const ids: string[] = categories.map((each) => each.categoryId);
      const moved = placeBefore(ids, categoryId, before);
      await channels.placeCategories(moved);
      const layout = await channels.layout(category.serverId);
      await record({ type: 'channels.moved', layout });
      const { serverId, name } = category;
      await audit({
        serverId,
        actorId: userId,
        action: 'category-moved',
        targetId: categoryId,
        targetName: name,
        changes: changesBetween(
          { position: 1 + ids.indexOf(categoryId) },
          { position: 1 + moved.indexOf(categoryId) },
          ['position'],
        ),
      });
      return layout;
    });
  }
}
