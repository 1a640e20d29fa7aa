import { reportRoutes } from '@maru/contracts/http/chat/reports';
import type { ServerId } from '@maru/contracts/primitives';
import type { RouteInput } from '@maru/contracts/route';
import { useMutation } from '@tanstack/react-query';
import { call } from '@/shared/api/http';

export type NewReport = RouteInput<typeof reportRoutes.createReport>['body'];

/** `idempotencyKey`: one for each text, so that a second try makes no second report. */
export const useCreateReport = (serverId: ServerId) =>
  useMutation({
    mutationFn: ({ idempotencyKey, ...body }: NewReport & { idempotencyKey: string }) =>
      call(reportRoutes.createReport, { params: { serverId }, body, idempotencyKey }),
  });
