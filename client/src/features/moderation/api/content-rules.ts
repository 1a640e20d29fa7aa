import { contentRuleRoutes } from '@maru/contracts/http/chat/content-rules';
import type { ContentRuleId, ServerId } from '@maru/contracts/primitives';
import type { RouteInput } from '@maru/contracts/route';
import { useMutation, useQuery, type MutationMeta } from '@tanstack/react-query';
import { call } from '@/shared/api/http';
import { onPush } from '@/shared/api/realtime';
import { queryClient } from '@/shared/api/query-client';

const rulesKey = (serverId: string) => ['content-rules', serverId] as const;

export type NewContentRule = RouteInput<typeof contentRuleRoutes.createContentRule>['body'];
type Changes = RouteInput<typeof contentRuleRoutes.updateContentRule>['body'];

export const useContentRules = (serverId: ServerId) =>
  useQuery({
    queryKey: rulesKey(serverId),
    queryFn: async () =>
      (await call(contentRuleRoutes.listContentRules, { params: { serverId } })).contentRules,
  });

const refresh = (serverId: string) => queryClient.invalidateQueries({ queryKey: rulesKey(serverId) });

export const useCreateContentRule = (serverId: ServerId) =>
  useMutation({
    meta: { handledErrors: 'all' },
    mutationFn: ({ idempotencyKey, ...body }: NewContentRule & { idempotencyKey: string }) =>
      call(contentRuleRoutes.createContentRule, { params: { serverId }, body, idempotencyKey }),
    onSuccess: () => refresh(serverId),
  });

export const useUpdateContentRule = (serverId: ServerId, meta?: MutationMeta) =>
  useMutation({
    meta,
    mutationFn: ({ contentRuleId, ...body }: Changes & { contentRuleId: ContentRuleId }) =>
      call(contentRuleRoutes.updateContentRule, { params: { serverId, contentRuleId }, body }),
    onSettled: () => refresh(serverId),
  });

export const useDeleteContentRule = (serverId: ServerId) =>
  useMutation({
    mutationFn: (contentRuleId: ContentRuleId) =>
      call(contentRuleRoutes.deleteContentRule, { params: { serverId, contentRuleId } }),
    onSuccess: () => refresh(serverId),
  });

/** Refreshes the rules when another moderator changes them. */
export const subscribeToContentRules = (): (() => void) =>
  onPush('rules:changed', ({ serverId }) => void refresh(serverId));
