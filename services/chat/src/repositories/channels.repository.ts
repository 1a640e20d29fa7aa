import {
  category as categorySchema,
  channel as channelSchema,
  type Category,
  type Channel,
  type ChannelLayout,
} from '@maru/contracts/http/chat/channels';
import type { ChannelType } from '@maru/contracts/channel-type';
import type { Overwrite } from '@maru/contracts/permission-rules';
import { serverId as serverIdSchema } from '@maru/contracts/primitives';
import type { Db } from '../platform/database.js';
import { byScope } from './rules.repository.js';

interface ChannelRow {
  id: string;
  serverId: string;
  categoryId: string | null;
  type: ChannelType;
  name: string;
  topic: string;
  position: number;
  slowModeSeconds: number;
  userLimit: number | null;
  isSynced: boolean;
  createdAt: Date;
}

interface CategoryRow {
  id: string;
  serverId: string;
  name: string;
  position: number;
}

const toChannel = (row: ChannelRow, overwrites: Overwrite[] = []): Channel =>
  channelSchema.parse({ ...row, channelId: row.id, createdAt: row.createdAt.toISOString(), overwrites });

const toCategory = (row: CategoryRow, overwrites: Overwrite[] = []): Category =>
  categorySchema.parse({ ...row, categoryId: row.id, overwrites });

const inOrder = [{ position: 'asc' as const }, { id: 'asc' as const }];

type NewChannel = Pick<ChannelRow, 'id' | 'serverId' | 'categoryId' | 'type' | 'name' | 'position'> &
  Partial<Pick<ChannelRow, 'isSynced'>>;

/** Undefined fields stay unchanged. */
export type ChannelChanges = Partial<Pick<ChannelRow, 'name' | 'topic' | 'slowModeSeconds' | 'userLimit'>>;

/** Rows of `channels` and `categories`, with their overwrites. */
export const channelsRepository = (db: Db) => ({
  async find(channelId: string): Promise<Channel | undefined> {
    const row = await db.channel.findUnique({ where: { id: channelId } });
    return row ? toChannel(row, await overwritesOfScope(db, row.id)) : undefined;
  },

  async findCategory(categoryId: string): Promise<Category | undefined> {
    const row = await db.category.findUnique({ where: { id: categoryId } });
    return row ? toCategory(row, await overwritesOfScope(db, row.id)) : undefined;
  },

  async listOf(serverId: string): Promise<{ categories: Category[]; channels: Channel[] }> {
    const [categories, channels, overwrites] = await Promise.all([
      db.category.findMany({ where: { serverId }, orderBy: inOrder }),
      db.channel.findMany({ where: { serverId }, orderBy: inOrder }),
      db.overwrite.findMany({ where: { serverId } }),
    ]);
    const scopes = byScope(overwrites);
    return {
      categories: categories.map((row) => toCategory(row, scopes.get(row.id))),
      channels: channels.map((row) => toChannel(row, scopes.get(row.id))),
    };
  },

  async layout(serverId: string): Promise<ChannelLayout> {
    const { categories, channels } = await this.listOf(serverId);
    return {
      serverId: serverIdSchema.parse(serverId),
      categories: categories.map(({ categoryId, position }) => ({ categoryId, position })),
      channels: channels.map(({ channelId, categoryId, position }) => ({ channelId, categoryId, position })),
    };
  },

  count(serverId: string): Promise<number> {
    return db.channel.count({ where: { serverId } });
  },

  countCategories(serverId: string): Promise<number> {
    return db.category.count({ where: { serverId } });
  },

  /** Returns the position after all channels of the server. */
  async nextPosition(serverId: string): Promise<number> {
    const { _max } = await db.channel.aggregate({ where: { serverId }, _max: { position: true } });
    return (_max.position ?? -1) + 1;
  },

  async nextCategoryPosition(serverId: string): Promise<number> {
    const { _max } = await db.category.aggregate({ where: { serverId }, _max: { position: true } });
    return (_max.position ?? -1) + 1;
  },

  async insertCategory(category: CategoryRow): Promise<Category> {
    return toCategory(await db.category.create({ data: category }));
  },

  async insert(channel: NewChannel): Promise<Channel> {
    return toChannel(await db.channel.create({ data: channel }));
  },

  async update(channelId: string, changes: ChannelChanges): Promise<Channel> {
    const row = await db.channel.update({ where: { id: channelId }, data: changes });
    return toChannel(row, await overwritesOfScope(db, channelId));
  },

  async setSynced(channelId: string, isSynced: boolean): Promise<void> {
    await db.channel.update({ where: { id: channelId }, data: { isSynced } });
  },

  async renameCategory(categoryId: string, name: string): Promise<void> {
    await db.category.update({ where: { id: categoryId }, data: { name } });
  },

  /** Makes these the channels of the category, at 0, 1, 2 … in this order. */
  async place(categoryId: string | null, channelIds: readonly string[]): Promise<void> {
    for (const [position, id] of channelIds.entries())
      await db.channel.update({ where: { id }, data: { categoryId, position } });
  },

  async placeCategories(categoryIds: readonly string[]): Promise<void> {
    for (const [position, id] of categoryIds.entries())
      await db.category.update({ where: { id }, data: { position } });
  },

  async remove(channelId: string): Promise<void> {
    await db.overwrite.deleteMany({ where: { scopeId: channelId } });
    await db.channel.delete({ where: { id: channelId } });
  },

  /** Keeps its channels, above all categories. */
  async removeCategory(categoryId: string): Promise<void> {
    await db.overwrite.deleteMany({ where: { scopeId: categoryId } });
    await db.category.delete({ where: { id: categoryId } });
  },
});

const overwritesOfScope = async (db: Db, scopeId: string): Promise<Overwrite[]> =>
  byScope(await db.overwrite.findMany({ where: { scopeId } })).get(scopeId) ?? [];
