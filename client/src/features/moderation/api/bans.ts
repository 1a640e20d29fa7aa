import { moderationRoutes } from '@maru/contracts/http/chat/moderation';
import type { ServerId, UserId } from '@maru/contracts/primitives';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { call } from '@/shared/api/http';
import { queryClient } from '@/shared/api/query-client';

const bansKey = (serverId: string) => ['bans', serverId] as const;

export const useBans = (serverId: ServerId) =>
  useInfiniteQuery({
    queryKey: bansKey(serverId),
    queryFn: ({ pageParam }) =>
      call(moderationRoutes.listBans, { params: { serverId }, query: { cursor: pageParam } }),
    initialPageParam: undefined as UserId | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    staleTime: 0,
  });

export const useUnban = (serverId: ServerId) =>
  useMutation({
    mutationFn: (userId: UserId) => call(moderationRoutes.unbanMember, { params: { serverId, userId } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: bansKey(serverId) }),
  });
