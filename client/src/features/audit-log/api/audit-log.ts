import { auditLogRoutes, type AuditAction } from '@maru/contracts/http/chat/audit-log';
import type { ServerId, UserId } from '@maru/contracts/primitives';
import { useInfiniteQuery } from '@tanstack/react-query';
import { call } from '@/shared/api/http';

export interface AuditFilter {
  action?: AuditAction;
  actorId?: UserId;
}

/** The audit log, newest entries first. */
export const useAuditLog = (serverId: ServerId, filter: AuditFilter) =>
  useInfiniteQuery({
    queryKey: ['audit-log', serverId, filter],
    queryFn: ({ pageParam }) =>
      call(auditLogRoutes.listAuditLog, { params: { serverId }, query: { ...filter, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    staleTime: 0,
  });
