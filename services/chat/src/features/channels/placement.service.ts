import {
  channelRoutes,
  type Category,
  type Channel,
  type ChannelLayout,
} from '@maru/contracts/http/chat/channels';
import { isSeenByAll, overwritesOf } from '@maru/contracts/permission-rules';
import { can } from '@maru/contracts/permissions';
import type { ServerId } from '@maru/contracts/primitives';
import { changesBetween } from '../../platform/audit.js';
import type { Database, Db, Transaction } from '../../platform/database.js';
import { channelsRepository } from '../../repositories/channels.repository.js';
import { overwritesRepository } from '../../repositories/overwrites.repository.js';
import type { AccessService, Standing } from '../access/access.service.js';
import { visibleLayout } from '../access/visible.js';
import { areSame, maySetAll } from '../overwrites/overwrite-changes.js';

/** Moves `id` in front of `before`, or to the end if `before` is not in the list. */
export const placeBefore = <T extends string>(ids: readonly T[], id: T, before: T | null): T[] => {
  const others = ids.filter((each) => each !== id);
  const index = before === null ? -1 : others.indexOf(before);
  return index < 0 ? [...others, id] : [...others.slice(0, index), id, ...others.slice(index)];
};

interface Order {
  channels: readonly Pick<Channel, 'channelId' | 'categoryId'>[];
  categories: readonly Pick<Category, 'categoryId' | 'name'>[];
}

const about = (actorId: string, serverId: string, { id, name }: { id: string; name: string }) => ({
  serverId,
  actorId,
  targetId: id,
  targetName: name,
  placeId: id,
});

/** Returns a channel's place for the audit log: its category's name, and its position there, counted from 1. */
const placeOf = (channelId: string, { channels, categories }: Order) => {
  const { categoryId = null } = channels.find((each) => each.channelId === channelId) ?? {};
  const siblings = channels.filter((each) => each.categoryId === categoryId);
  return {
    categoryId,
    category: categories.find((each) => each.categoryId === categoryId)?.name ?? null,
    position: 1 + siblings.findIndex((each) => each.channelId === channelId),
  };
};

/** Adds the category ids by which the audit log hides names of hidden categories. */
const placeChanges = (before: ReturnType<typeof placeOf>, after: ReturnType<typeof placeOf>) =>
  changesBetween(before, after, ['category', 'position']).map((change) =>
    change.field === 'category'
      ? { ...change, beforePlaceId: before.categoryId, afterPlaceId: after.categoryId }
      : change,
  );

/**
 * The order of channels and categories. A move names the channel or category to move in front of. The server's lock serializes moves and
 * each one emits the whole order, so that all clients converge.
 */
export class PlacementService {
  constructor(
    private readonly database: Database,
    private readonly access: AccessService,
  ) {}

  /**
   * A synced channel syncs to its new category if the caller may make each change of overwrites that this means. Otherwise it keeps the
   * previous overwrites as its own, so that moving never opens a private channel.
   */
  moveChannel(
    userId: string,
    channelId: string,
    { categoryId, before }: { categoryId: string | null; before: string | null },
  ): Promise<ChannelLayout> {
    return this.database.transact(async (transaction) => {
      const { db, record, audit } = transaction;
      const standing = await this.access.lock(db, userId, channelRoutes.moveChannel, { channelId });
      const { channel, rules } = standing;
      const { serverId } = channel;
      const channels = channelsRepository(db);
      if (categoryId !== null && categoryId !== channel.categoryId)
        await this.access.requireCategoryFor(db, { userId, serverId, categoryId });
      await this.keepOverwrites(db, standing, categoryId);
      const order = await channels.listOf(serverId);
      const there = order.channels.filter((each) => each.categoryId === categoryId);
      const ids: string[] = there.map((each) => each.channelId);
      await channels.place(categoryId, placeBefore(ids, channelId, before));
      // Other members see the channel now than before.
      const wasSeenByAll = isSeenByAll(rules, channel);
      await record({ type: 'channel.updated', channel: await channels.update(channelId, {}), wasSeenByAll });
      await audit({
        ...about(userId, serverId, { id: channelId, name: channel.name }),
        action: 'channel-moved',
        changes: placeChanges(placeOf(channelId, order), placeOf(channelId, await channels.listOf(serverId))),
      });
      return this.tell(transaction, userId, serverId);
    });
  }

  moveCategory(userId: string, categoryId: string, before: string | null): Promise<ChannelLayout> {
    return this.database.transact(async (transaction) => {
      const { db, audit } = transaction;
      const { category } = await this.access.lock(db, userId, channelRoutes.moveCategory, { categoryId });
      const channels = channelsRepository(db);
      const { categories } = await channels.listOf(category.serverId);
      const ids: string[] = categories.map((each) => each.categoryId);
      const moved = placeBefore(ids, categoryId, before);
      await channels.placeCategories(moved);
      const { serverId, name } = category;
      await audit({
        ...about(userId, serverId, { id: categoryId, name }),
        action: 'category-moved',
        changes: changesBetween(
          { position: 1 + ids.indexOf(categoryId) },
          { position: 1 + moved.indexOf(categoryId) },
          ['position'],
        ),
      });
      return this.tell(transaction, userId, serverId);
    });
  }

  private async keepOverwrites(
    db: Db,
    standing: Standing & { channel: Channel },
    categoryId: Channel['categoryId'] | string,
  ): Promise<void> {
    const { channel, rules, permissions } = standing;
    if (!channel.isSynced) return;
    const from = overwritesOf(rules, channel);
    const there = rules.categories.find((each) => each.categoryId === categoryId);
    const to = there ? there.overwrites : channel.overwrites;
    if (areSame(from, to)) return;
    if (can(permissions, 'manageRoles') && (await maySetAll(db, standing, { from, to }))) return;
    await overwritesRepository(db).replaceAll(channel.serverId, channel.channelId, from);
    await channelsRepository(db).setSynced(channel.channelId, false);
  }

  /** Emits the whole order; returns the part that the caller sees. */
  private async tell(
    { db, record }: Transaction,
    userId: string,
    serverId: ServerId,
  ): Promise<ChannelLayout> {
    const layout = await channelsRepository(db).layout(serverId);
    await record({ type: 'channels.moved', layout });
    const [[rules], { member }] = [
      await this.access.rulesOf([serverId], db),
      await this.access.standingIn(userId, serverId, db),
    ];
    return rules ? visibleLayout({ rules, member }, layout) : layout;
  }
}
