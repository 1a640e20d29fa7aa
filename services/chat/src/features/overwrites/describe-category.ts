import type { Category, Channel } from '@maru/contracts/http/chat/channels';
import { AppError } from '@maru/service-kit/app-error';
import type { Db } from '../../platform/database.js';
import { channelsRepository } from '../../repositories/channels.repository.js';

/** Returns a category with the channels that are synced to it. @throws NOT_FOUND */
export const describeCategory = async (
  db: Db,
  categoryId: string,
): Promise<{ category: Category; channels: Channel[] }> => {
  const category = await channelsRepository(db).findCategory(categoryId);
  if (!category) throw new AppError('NOT_FOUND');
  const { channels } = await channelsRepository(db).listOf(category.serverId);
  return {
    category,
    channels: channels.filter((each) => each.categoryId === category.categoryId && each.isSynced),
  };
};
