import {
  categoryId as categoryIdSchema,
  channelId as channelIdSchema,
  serverId as serverIdSchema,
} from '@maru/contracts/primitives';
import type { Category, Channel, ChannelType } from '@maru/contracts/http/chat/channels';
import type { Db } from '../platform/database.js';

interface ChannelRow {
  id: string;
  serverId: string;
  categoryId: string | null;
  type: ChannelType;
  name: string;
  topic: string;
  position: number;
  createdAt: Date;
}

interface CategoryRow {
  id: string;
  serverId: string;
  name: string;
  position: number;
}

const toChannel = (row: ChannelRow): Channel => ({
  channelId: channelIdSchema.parse(row.id),
  serverId: serverIdSchema.parse(row.serverId),
  categoryId: categoryIdSchema.nullable().parse(row.categoryId),
  type: row.type,
  name: row.name,
  topic: row.topic,
  position: row.position,
  createdAt: row.createdAt.toISOString(),
});

const toCategory = (row: CategoryRow): Category => ({
  categoryId: categoryIdSchema.parse(row.id),
  serverId: serverIdSchema.parse(row.serverId),
  name: row.name,
  position: row.position,
});

const inOrder = [{ position: 'asc' as const }, { id: 'asc' as const }];

type NewChannel = Pick<ChannelRow, 'id' | 'serverId' | 'categoryId' | 'type' | 'name' | 'position'>;

/** What is undefined stays as it is. */
export type ChannelChanges = Partial<Pick<ChannelRow, 'name' | 'topic'>>;

/** Rows of `channels` and `categories`. */
export const channelsRepository = (db: Db) => ({
  async find(channelId: string): Promise<Channel | undefined> {
    const row = await db.channel.findUnique({ where: { id: channelId } });
    return row ? toChannel(row) : undefined;
  },

  async listOf(serverId: string): Promise<{ categories: Category[]; channels: Channel[] }> {
    const [categories, channels] = await Promise.all([
      db.category.findMany({ where: { serverId }, orderBy: inOrder }),
      db.channel.findMany({ where: { serverId }, orderBy: inOrder }),
    ]);
    return { categories: categories.map(toCategory), channels: channels.map(toChannel) };
  },

  /** Channels of several servers at once. */
  async listOfServers(serverIds: string[]): Promise<Channel[]> {
    const rows = await db.channel.findMany({ where: { serverId: { in: serverIds } }, orderBy: inOrder });
    return rows.map(toChannel);
  },

  async hasCategory(serverId: string, categoryId: string): Promise<boolean> {
    return (await db.category.count({ where: { id: categoryId, serverId } })) > 0;
  },

  count(serverId: string): Promise<number> {
    return db.channel.count({ where: { serverId } });
  },

  /** The position behind every channel of the server. */
  async nextPosition(serverId: string): Promise<number> {
    const { _max } = await db.channel.aggregate({ where: { serverId }, _max: { position: true } });
    return (_max.position ?? -1) + 1;
  },

  async insertCategory(category: CategoryRow): Promise<Category> {
    return toCategory(await db.category.create({ data: category }));
  },

  async insert(channel: NewChannel): Promise<Channel> {
    return toChannel(await db.channel.create({ data: channel }));
  },

  async update(channelId: string, changes: ChannelChanges): Promise<Channel> {
    return toChannel(await db.channel.update({ where: { id: channelId }, data: changes }));
  },

  async remove(channelId: string): Promise<void> {
    await db.channel.delete({ where: { id: channelId } });
  },
});
