import { reportRoutes } from '@maru/contracts/http/chat/reports';
import type { ServerId } from '@maru/contracts/primitives';
import type { RouteInput } from '@maru/contracts/route';
import { useMutation } from '@tanstack/react-query';
import { call } from '@/shared/api/http';

export type NewReport = RouteInput<typeof reportRoutes.createReport>['body'];

/** `idempotencyKey` identifies the content of the report, so that a retry creates no second one. */
export const useCreateReport = (serverId: ServerId) =>
  useMutation({
    meta: { handledErrors: 'all' },
    mutationFn: ({ idempotencyKey, ...body }: NewReport & { idempotencyKey: string }) =>
      call(reportRoutes.createReport, { params: { serverId }, body, idempotencyKey }),
  });
