import { serverRoutes, type ServerTemplate } from '@maru/contracts/http/chat/servers';
import type { ServerId } from '@maru/contracts/primitives';
import type { RouteInput } from '@maru/contracts/route';
import { useMutation } from '@tanstack/react-query';
import { forgetServer, serverKeys, writeServer } from '@/entities/server/api/servers';
import { call } from '@/shared/api/http';
import { queryClient } from '@/shared/api/query-client';
import { useUpload } from '@/shared/api/use-upload';
import { currentLocale } from '@/shared/i18n/i18n';

interface NewServer {
  name: string;
  template: ServerTemplate;
  idempotencyKey: string;
  /** Already cropped. */
  icon: Blob | undefined;
}

/** The dialog creates `idempotencyKey` when it opens, so that a second click creates no second server. */
export const useCreateServer = () =>
  useMutation({
    meta: { handledErrors: 'all' },
    mutationFn: async ({ idempotencyKey, icon, ...server }: NewServer) => {
      const body = { ...server, locale: currentLocale() };
      const detail = await call(serverRoutes.createServer, { body, idempotencyKey });
      if (!icon) return { detail, hasIconFailed: false };
      const { serverId } = detail.server;
      // The server exists; its icon can still be set in its settings.
      return call(serverRoutes.putServerIcon, { params: { serverId }, upload: icon }).then(
        (withIcon) => ({ detail: { ...detail, server: withIcon }, hasIconFailed: false }),
        () => ({ detail, hasIconFailed: true }),
      );
    },
    onSuccess: ({ detail }) => {
      queryClient.setQueryData(serverKeys.detail(detail.server.serverId), detail);
      writeServer(detail.server);
    },
  });

export const useUpdateServer = (serverId: ServerId) =>
  useMutation({
    mutationFn: (changes: RouteInput<typeof serverRoutes.updateServer>['body']) =>
      call(serverRoutes.updateServer, { params: { serverId }, body: changes }),
    onSuccess: writeServer,
  });

export const useLeaveServer = (serverId: ServerId) =>
  useMutation({
    mutationFn: () => call(serverRoutes.leaveServer, { params: { serverId } }),
    onSuccess: () => forgetServer(serverId),
  });

export const useDeleteServer = (serverId: ServerId) =>
  useMutation({
    mutationFn: () => call(serverRoutes.deleteServer, { params: { serverId } }),
    onSuccess: () => forgetServer(serverId),
  });

/** Uploads the icon; `progress` runs from 0 to 1. */
export const usePutServerIcon = (serverId: ServerId) =>
  useUpload({
    send: (upload, onProgress) =>
      call(serverRoutes.putServerIcon, { params: { serverId }, upload, onProgress }),
    onSuccess: writeServer,
  });

export const useRemoveServerIcon = (serverId: ServerId) =>
  useMutation({
    mutationFn: () => call(serverRoutes.deleteServerIcon, { params: { serverId } }),
    onSuccess: writeServer,
  });

export const useTransferServer = (serverId: ServerId) =>
  useMutation({
    mutationFn: (userId: string) =>
      call(serverRoutes.transferServer, { params: { serverId }, body: { userId } }),
    onSuccess: writeServer,
  });
