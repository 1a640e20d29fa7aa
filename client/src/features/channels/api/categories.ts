import { channelRoutes } from '@maru/contracts/http/chat/channels';
import type { CategoryId, ServerId } from '@maru/contracts/primitives';
import { setOf } from '@maru/contracts/permissions';
import { useMutation } from '@tanstack/react-query';
import { call } from '@/shared/api/http';

interface NewCategory {
  name: string;
  /** Only administrators see it until others are granted access. */
  isPrivate: boolean;
  idempotencyKey: string;
}

/** A retry after a partial failure creates no second category, and makes the first one private. */
export const useCreateCategory = (serverId: ServerId) =>
  useMutation({
    meta: { handledErrors: 'all' },
    mutationFn: async ({ name, isPrivate, idempotencyKey }: NewCategory) => {
      const category = await call(channelRoutes.createCategory, {
        params: { serverId },
        body: { name },
        idempotencyKey,
      });
      if (!isPrivate) return category;
      return call(channelRoutes.setCategoryOverwrite, {
        params: { categoryId: category.categoryId, targetId: serverId },
        body: { targetType: 'role', allow: 0, deny: setOf('viewChannel') },
      });
    },
  });

export const useRenameCategory = (categoryId: CategoryId) =>
  useMutation({
    mutationFn: (name: string) =>
      call(channelRoutes.updateCategory, { params: { categoryId }, body: { name } }),
  });

export const useDeleteCategory = (categoryId: CategoryId) =>
  useMutation({ mutationFn: () => call(channelRoutes.deleteCategory, { params: { categoryId } }) });
