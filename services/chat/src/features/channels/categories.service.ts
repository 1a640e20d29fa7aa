import { channelRoutes, type Category } from '@maru/contracts/http/chat/channels';
import { limits } from '@maru/contracts/limits';
import { asChannel, isSeenByAll } from '@maru/contracts/permission-rules';
import { AppError } from '@maru/service-kit/app-error';
import { newId } from '@maru/service-kit/ids';
import { changesBetween } from '../../platform/audit.js';
import type { Database, IdempotentRequest } from '../../platform/database.js';
import { channelsRepository } from '../../repositories/channels.repository.js';
import { deletedPlacesRepository } from '../../repositories/deleted-places.repository.js';
import { overwritesRepository } from '../../repositories/overwrites.repository.js';
import type { AccessService } from '../access/access.service.js';
import { describeCategory } from '../overwrites/describe-category.js';

const about = (actorId: string, { serverId, categoryId, name }: Category) => ({
  actorId,
  serverId,
  targetId: categoryId,
  placeId: categoryId,
  targetName: name,
});

export class CategoriesService {
  constructor(
    private readonly database: Database,
    private readonly access: AccessService,
  ) {}

  /** Adds a category below the others. */
  create(request: IdempotentRequest, serverId: string, name: string): Promise<Category> {
    return this.database.transactOnce(
      this.access.lockFor(request, channelRoutes.createCategory, { serverId }),
      async ({ db, record, audit }) => {
        const channels = channelsRepository(db);
        if ((await channels.countCategories(serverId)) >= limits.categoriesPerServer)
          throw new AppError('CATEGORY_LIMIT_REACHED');
        const position = await channels.nextCategoryPosition(serverId);
        const category = await channels.insertCategory({ id: newId(), serverId, name, position });
        await record({ type: 'category.created', category });
        await audit({ ...about(request.userId, category), action: 'category-created' });
        return category;
      },
    );
  }

  rename(userId: string, categoryId: string, name: string): Promise<Category> {
    return this.database.transact(async ({ db, record, audit }) => {
      const { category } = await this.access.lock(db, userId, channelRoutes.updateCategory, { categoryId });
      await channelsRepository(db).renameCategory(categoryId, name);
      const described = await describeCategory(db, categoryId);
      await record({ type: 'category.updated', ...described });
      await audit({
        ...about(userId, category),
        action: 'category-updated',
        changes: changesBetween(category, described.category, ['name']),
      });
      return described.category;
    });
  }

  /** Keeps the category's channels. Synced ones keep its overwrites, so that private channels stay private. */
  remove(userId: string, categoryId: string): Promise<void> {
    return this.database.transact(async ({ db, record, audit }) => {
      const { category, rules } = await this.access.lock(db, userId, channelRoutes.deleteCategory, {
        categoryId,
      });
      const { serverId, overwrites } = category;
      const wasSeenByAll = isSeenByAll(rules, asChannel(category));
      const channels = channelsRepository(db);
      const inside = (await channels.listOf(serverId)).channels.filter(
        (each) => each.categoryId === categoryId,
      );
      for (const { channelId, isSynced } of inside) {
        if (!isSynced) continue;
        await overwritesRepository(db).replaceAll(serverId, channelId, overwrites);
        await channels.setSynced(channelId, false);
      }
      await channels.removeCategory(categoryId);
      await deletedPlacesRepository(db).insert(serverId, categoryId, overwrites);
      const left = (await channels.listOf(serverId)).channels.filter(({ channelId }) =>
        inside.some((each) => each.channelId === channelId),
      );
      await record({
        type: 'category.deleted',
        serverId,
        categoryId: category.categoryId,
        channels: left,
        wasSeenByAll,
      });
      await audit({ ...about(userId, category), action: 'category-deleted' });
    });
  }
}
