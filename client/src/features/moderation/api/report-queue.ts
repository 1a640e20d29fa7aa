import { reportRoutes, type Report, type ReportStatus } from '@maru/contracts/http/chat/reports';
import type { ChannelId, ReportId, ServerId } from '@maru/contracts/primitives';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { call } from '@/shared/api/http';
import { emit, onConnected, onPush } from '@/shared/api/realtime';
import { queryClient } from '@/shared/api/query-client';

const listKey = (serverId: string, status: ReportStatus) => ['reports', serverId, status] as const;
const countKey = (serverId: string) => ['reports-open', serverId] as const;

export const useReports = (serverId: ServerId, status: ReportStatus) =>
  useInfiniteQuery({
    queryKey: listKey(serverId, status),
    queryFn: ({ pageParam }) =>
      call(reportRoutes.listReports, { params: { serverId }, query: { status, cursor: pageParam } }),
    initialPageParam: undefined as ReportId | undefined,
    // The cursor is the id of the last one, as the contract's query takes it.
    getNextPageParam: ({ nextCursor }) => (nextCursor ?? undefined) as ReportId | undefined,
    staleTime: 0,
  });

/** How many reports wait; only asked for by who moderates. */
export const useOpenReports = (serverId: ServerId, isModerator: boolean): number => {
  const { data } = useQuery({
    queryKey: countKey(serverId),
    queryFn: async () =>
      (await call(reportRoutes.listReports, { params: { serverId }, query: { status: 'open', limit: 1 } }))
        .openCount,
    enabled: isModerator,
  });
  return isModerator ? (data ?? 0) : 0;
};

export const useCloseReport = (serverId: ServerId) =>
  useMutation({
    mutationFn: ({ reportId, status }: { reportId: ReportId; status: Exclude<ReportStatus, 'open'> }) =>
      call(reportRoutes.closeReport, { params: { serverId, reportId }, body: { status } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['reports', serverId] }),
  });

export const useDeleteReported = () =>
  useMutation({
    mutationFn: ({ channelId, seq }: { channelId: ChannelId; seq: number }) =>
      emit('message:delete', { channelId, seq }),
  });

/** What a report is about, if it can still be opened. */
export const placeOf = ({ message }: Report): { channelId: ChannelId; seq: number } | undefined =>
  message?.seq ? { channelId: message.channelId, seq: message.seq } : undefined;

/** Reports come and are closed live, for who moderates. */
export const subscribeToReports = (): (() => void) => {
  const stops = [
    onPush('reports:changed', ({ serverId }) => {
      void queryClient.invalidateQueries({ queryKey: countKey(serverId) });
      void queryClient.invalidateQueries({ queryKey: ['reports', serverId] });
    }),
    onConnected(() => void queryClient.invalidateQueries({ queryKey: ['reports-open'] })),
  ];
  return () => stops.forEach((stop) => stop());
};
