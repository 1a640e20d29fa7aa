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
    // The contract's cursor is the id of the last report.
    getNextPageParam: ({ nextCursor }) => (nextCursor ?? undefined) as ReportId | undefined,
    staleTime: 0,
  });

/** The number of open reports. Only moderators request it; 0 for others. */
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

/** The channel and position of the reported message, if it still exists. */
export const placeOf = ({ message }: Report): { channelId: ChannelId; seq: number } | undefined =>
  message?.seq ? { channelId: message.channelId, seq: message.seq } : undefined;

/** Refreshes reports when they are filed or closed. */
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
