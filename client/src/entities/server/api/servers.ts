import { serverRoutes, type Server, type ServerDetail } from '@maru/contracts/http/chat/servers';
import type { ServerId } from '@maru/contracts/primitives';
import { useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useCallback } from 'react';
import { codeOf } from '@/shared/api/api-error';
import { call } from '@/shared/api/http';
import { queryClient } from '@/shared/api/query-client';
import { onlyVisible } from '../model/permissions';
import { seenAs, useViewAs } from '../model/view-as';

export const serverKeys = {
  list: ['servers'] as const,
  detail: (serverId: string) => ['servers', serverId] as const,
};

export const useServers = () =>
  useQuery({
    queryKey: serverKeys.list,
    queryFn: async () => (await call(serverRoutes.listServers, {})).servers,
  });

/** Returns whether the signed-in person is a member of the server; `undefined` until it is known. */
export const useIsMember = (serverId: string | undefined): boolean | undefined =>
  useServers().data?.some((each) => each.serverId === serverId);

const showVisible = (detail: ServerDetail) => onlyVisible(detail);

const detailQuery = (serverId: ServerId) => ({
  queryKey: serverKeys.detail(serverId),
  queryFn: () => call(serverRoutes.getServer, { params: { serverId } }),
  select: showVisible,
});

/** One server, reduced to what the viewer may see. While the viewer views it as a role or member, as that one sees it, unless `asMyself`. */
export const useServer = (serverId: ServerId, { asMyself = false } = {}) => {
  const view = useViewAs(({ current }) => (asMyself ? undefined : current));
  const select = useCallback(
    (detail: ServerDetail) => onlyVisible(seenAs(onlyVisible(detail), view)),
    [view],
  );
  return useQuery({ ...detailQuery(serverId), select });
};

/** Returns whether the error means that the server does not exist or that the viewer is not (or no longer) its member. */
export const isServerGone = (error: unknown): boolean => ['NOT_FOUND', 'FORBIDDEN'].includes(codeOf(error));

const combine = (results: UseQueryResult<ServerDetail>[]) => ({
  details: results.flatMap(({ data }) => data ?? []),
  isPending: results.some(({ isPending }) => isPending),
});

/** Several servers; pushes keep them fresh. */
export const useServerDetails = (serverIds: ServerId[]) =>
  useQueries({ queries: serverIds.map(detailQuery), combine });

/** Adds a server to the cached list, or replaces its old state. */
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

/** Returns the name of a cached server, or an empty string. */
export const nameOfServer = (serverId: string): string =>
  queryClient.getQueryData<Server[]>(serverKeys.list)?.find((each) => each.serverId === serverId)?.name ?? '';

export const forgetServer = (serverId: string): void => {
  queryClient.setQueryData<Server[]>(serverKeys.list, (servers) =>
    servers?.filter((each) => each.serverId !== serverId),
  );
  queryClient.removeQueries({ queryKey: serverKeys.detail(serverId) });
};
