import { memberRoutes } from '@maru/contracts/http/chat/members';
import type { ServerId } from '@maru/contracts/primitives';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { call } from '@/shared/api/http';
import { queryClient } from '@/shared/api/query-client';
import { onConnected, onPush } from '@/shared/api/realtime';
import { subscribeToSingleMembers, writeMember } from '@/entities/person/api/use-member';

const keyOf = (serverId: string) => ['member-search', serverId] as const;

/** Members of a server that are called so; their newest state comes along. */
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
    // Names change and people come: what was found is right for now only.
    gcTime: 0,
    staleTime: 0,
  });

const refresh = (serverId: string) => void queryClient.invalidateQueries({ queryKey: keyOf(serverId) });

/** Keeps members as sockets tell of them. */
export const subscribeToMembers = (): (() => void) => {
  const stops = [
    subscribeToSingleMembers(),
    onPush('member:joined', ({ serverId }) => refresh(serverId)),
    onPush('member:left', ({ serverId }) => refresh(serverId)),
    onConnected(() => void queryClient.invalidateQueries({ queryKey: ['member-search'] })),
  ];
  return () => stops.forEach((stop) => stop());
};
