import type { ChannelLayout } from '@maru/contracts/http/chat/channels';
import { AppError } from '@maru/service-kit/app-error';
import type { Database } from '../../platform/database.js';
import { channelsRepository } from '../../repositories/channels.repository.js';
import type { AccessService } from '../access/access.service.js';

/** The ids with `id` in front of `before`; at the end when that is not among them (any more). */
export const placeBefore = <T extends string>(ids: readonly T[], id: T, before: T | null): T[] => {
  const others = ids.filter((each) => each !== id);
  const index = before === null ? -1 : others.indexOf(before);
  return index < 0 ? [...others, id] : [...others.slice(0, index), id, ...others.slice(index)];
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
      const there = (await channels.listOf(serverId)).channels.filter(
        (each) => each.categoryId === categoryId,
      );
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
      await channels.placeCategories(placeBefore(ids, categoryId, before));
      const layout = await channels.layout(category.serverId);
      await record({ type: 'channels.moved', layout });
      const { serverId, name } = category;
      await audit({
        serverId,
        actorId: userId,
        action: 'category-moved',
        targetId: categoryId,
        targetName: name,
      });
      return layout;
    });
  }
}
