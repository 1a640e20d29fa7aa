import { memberRoutes, type Member } from '@maru/contracts/http/chat/members';
import type { RoleId, ServerId, UserId } from '@maru/contracts/primitives';
import { keepPreviousData, useInfiniteQuery, type InfiniteData } from '@tanstack/react-query';
import { call } from '@/shared/api/http';
import { queryClient } from '@/shared/api/query-client';
import { onPush } from '@/shared/api/realtime';

interface MemberPage {
  members: Member[];
  nextCursor: string | null;
  total: number;
}

const keyOf = (serverId: string) => ['member-table', serverId] as const;

export interface MemberFilter {
  search: string;
  roleId: RoleId | undefined;
}

/** The members that match the filter, in the order in which they joined. */
export const useMemberTable = (serverId: ServerId, { search, roleId }: MemberFilter) =>
  useInfiniteQuery({
    queryKey: [...keyOf(serverId), search, roleId],
    queryFn: ({ pageParam }): Promise<MemberPage> =>
      call(memberRoutes.listMembers, {
        params: { serverId },
        query: { cursor: pageParam, roleId, search: search || undefined },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

const changePages = (serverId: string, change: (page: MemberPage) => MemberPage) =>
  void queryClient.setQueriesData<InfiniteData<MemberPage>>(
    { queryKey: keyOf(serverId) },
    (data) => data && { ...data, pages: data.pages.map(change) },
  );

const put = (member: Member) =>
  changePages(member.serverId, (page) => ({
    ...page,
    members: page.members.map((each) => (each.userId === member.userId ? member : each)),
  }));

const drop = ({ serverId, userId }: { serverId: string; userId: string }) =>
  changePages(serverId, (page) => ({
    ...page,
    total: page.total - 1,
    members: page.members.filter((each) => each.userId !== userId),
  }));

/** Writes pushes about members to the table while it is open. */
export const subscribeToMemberTable = (): (() => void) => {
  const stops = [
    onPush('member:updated', ({ member }) => put(member)),
    onPush('member:left', drop),
    onPush(
      'member:joined',
      ({ serverId }) => void queryClient.invalidateQueries({ queryKey: keyOf(serverId) }),
    ),
  ];
  return () => stops.forEach((stop) => stop());
};

/** A role to assign to several members, or to remove from them. */
export interface RoleChange {
  kind: 'giveRole' | 'takeRole';
  roleId: RoleId;
}

export const changeRoleOf =
  (serverId: ServerId, { kind, roleId }: RoleChange) =>
  (userId: UserId) =>
    call(memberRoutes[kind], { params: { serverId, userId, roleId } });
