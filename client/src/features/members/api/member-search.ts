import { memberRoutes } from '@maru/contracts/http/chat/members';
import type { ServerId } from '@maru/contracts/primitives';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { writeMember } from '@/entities/person/api/members';
import { call } from '@/shared/api/http';
import { queryClient } from '@/shared/api/query-client';
import { onConnected, onPush } from '@/shared/api/realtime';

const keyOf = (serverId: string) => ['member-search', serverId] as const;

/** Members of a server whose name matches. Writes their newest state to the cache. */
export const useMemberSearch = (serverId: ServerId, search: string) =>
  useInfiniteQuery({
    queryKey: [...keyOf(serverId), search],
    queryFn: async ({ pageParam }) => {
      const query = { cursor: pageParam, search };
      const page = await call(memberRoutes.listMembers, { params: { serverId }, query });
      page.members.forEach(writeMember);
      return page;
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    // Members join and change their names, so results are never reused.
    gcTime: 0,
    staleTime: 0,
  });

const refresh = (serverId: string) => void queryClient.invalidateQueries({ queryKey: keyOf(serverId) });

/** Refreshes searches when members join or leave. */
export const subscribeToMemberSearch = (): (() => void) => {
  const stops = [
    onPush('member:joined', ({ serverId }) => refresh(serverId)),
    onPush('member:left', ({ serverId }) => refresh(serverId)),
    onConnected(() => void queryClient.invalidateQueries({ queryKey: ['member-search'] })),
  ];
  return () => stops.forEach((stop) => stop());
};
