import {
  serverRoutes,
  type Server,
  type ServerDetail,
  type ServerTemplate,
} from '@maru/contracts/http/chat/servers';
import type { ServerId } from '@maru/contracts/primitives';
import type { RouteInput } from '@maru/contracts/route';
import { useMutation, useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useCallback } from 'react';
import { codeOf } from '@/shared/api/api-error';
import { call } from '@/shared/api/http';
import { queryClient } from '@/shared/api/query-client';
import { useUpload } from '@/shared/api/use-upload';
import { onlyVisible } from '../model/permissions';
import { seenAs, useViewAs } from '../model/view-as';
import { currentLocale } from '@/shared/i18n/i18n';

export const serverKeys = {
  list: ['servers'] as const,
  detail: (serverId: string) => ['servers', serverId] as const,
};

export const useServers = () =>
  useQuery({
    queryKey: serverKeys.list,
    queryFn: async () => (await call(serverRoutes.listServers, {})).servers,
  });

const showVisible = (detail: ServerDetail) => onlyVisible(detail);

const detailQuery = (serverId: ServerId) => ({
  queryKey: serverKeys.detail(serverId),
  queryFn: () => call(serverRoutes.getServer, { params: { serverId } }),
  select: showVisible,
});

/** One server as the signed-in person may see it, or as whom they view it; `asMyself`: never as somebody else. */
export const useServer = (serverId: ServerId, { asMyself = false } = {}) => {
  const view = useViewAs(({ current }) => (asMyself ? undefined : current));
  const select = useCallback(
    (detail: ServerDetail) => onlyVisible(seenAs(onlyVisible(detail), view)),
    [view],
  );
  return useQuery({ ...detailQuery(serverId), select });
};

/** One is no member (any more), or there is no such server. */
export const isServerGone = (error: unknown): boolean => ['NOT_FOUND', 'FORBIDDEN'].includes(codeOf(error));

const combine = (results: UseQueryResult<ServerDetail>[]) => ({
  details: results.flatMap(({ data }) => data ?? []),
  isPending: results.some(({ isPending }) => isPending),
});

/** Several servers, kept fresh by sockets while they are used. */
export const useServerDetails = (serverIds: ServerId[]) =>
  useQueries({ queries: serverIds.map(detailQuery), combine });

/** Puts a server into the list, or its new state in the place of the old. */
export const writeServer = (server: Server): void => {
  queryClient.setQueryData<Server[]>(serverKeys.list, (servers) => {
    if (!servers) return servers;
    const isKnown = servers.some((each) => each.serverId === server.serverId);
    return isKnown
      ? servers.map((each) => (each.serverId === server.serverId ? server : each))
      : [...servers, server];
  });
  queryClient.setQueryData<ServerDetail>(
    serverKeys.detail(server.serverId),
    (detail) => detail && { ...detail, server },
  );
};

/** What a server is called, as far as that is known. */
export const nameOfServer = (serverId: string): string =>
  queryClient.getQueryData<Server[]>(serverKeys.list)?.find((each) => each.serverId === serverId)?.name ?? '';

export const forgetServer = (serverId: string): void => {
  queryClient.setQueryData<Server[]>(serverKeys.list, (servers) =>
    servers?.filter((each) => each.serverId !== serverId),
  );
  queryClient.removeQueries({ queryKey: serverKeys.detail(serverId) });
};

interface NewServer {
  name: string;
  template: ServerTemplate;
  idempotencyKey: string;
  /** Cut already. */
  icon: Blob | undefined;
}

/** `idempotencyKey`: made when the dialog opens, so that a second click makes no second server. */
export const useCreateServer = () =>
  useMutation({
    mutationFn: async ({ idempotencyKey, icon, ...server }: NewServer) => {
      const body = { ...server, locale: currentLocale() };
      const detail = await call(serverRoutes.createServer, { body, idempotencyKey });
      if (!icon) return { detail, hasIconFailed: false };
      const { serverId } = detail.server;
      // The server is there; its icon can still be set in its settings.
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

/** Uploading the icon, with how much of it has gone, from 0 to 1. */
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
