import { memberRoutes, type Member } from '@maru/contracts/http/chat/members';
import type { ServerId } from '@maru/contracts/primitives';
import { useInfiniteQuery, type InfiniteData } from '@tanstack/react-query';
import { call } from '@/shared/api/http';
import { queryClient } from '@/shared/api/query-client';
import { onConnected, onPush } from '@/shared/api/realtime';

interface MemberPage {
  members: Member[];
  nextCursor: string | null;
  total: number;
}

type MemberPages = InfiniteData<MemberPage, string | undefined>;

const keyOf = (serverId: string) => ['members', serverId] as const;

export const useMembers = (serverId: ServerId) =>
  useInfiniteQuery({
    queryKey: keyOf(serverId),
    queryFn: ({ pageParam }) =>
      call(memberRoutes.listMembers, { params: { serverId }, query: { cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

const changePages = (serverId: string, change: (pages: MemberPage[]) => MemberPage[]) =>
  queryClient.setQueryData<MemberPages>(
    keyOf(serverId),
    (data) => data && { ...data, pages: change(data.pages) },
  );

const add = (member: Member) =>
  changePages(member.serverId, (pages) => {
    if (pages.some((page) => page.members.some((each) => each.userId === member.userId))) return pages;
    const lastIndex = pages.length - 1;
    return pages.map((page, index) => {
      const total = page.total + 1;
      // Whoever joins stands behind everybody; if not all pages are loaded they come with the last one.
      return index === lastIndex && !page.nextCursor
        ? { ...page, total, members: [...page.members, member] }
        : { ...page, total };
    });
  });

const remove = (serverId: string, userId: string) =>
  changePages(serverId, (pages) =>
    pages.map((page) => ({
      ...page,
      total: page.total - 1,
      members: page.members.filter((each) => each.userId !== userId),
    })),
  );

const put = (member: Member) =>
  changePages(member.serverId, (pages) =>
    pages.map((page) => ({
      ...page,
      members: page.members.map((each) => (each.userId === member.userId ? member : each)),
    })),
  );

/** Keeps the lists of members as sockets tell of joining and leaving. */
export const subscribeToMembers = (): (() => void) => {
  const stops = [
    onPush('member:joined', ({ member }) => void add(member)),
    onPush('member:updated', ({ member }) => void put(member)),
    onPush('member:left', ({ serverId, userId }) => void remove(serverId, userId)),
    onConnected(() => void queryClient.invalidateQueries({ queryKey: ['members'] })),
  ];
  return () => stops.forEach((stop) => stop());
};
