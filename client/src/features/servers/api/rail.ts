import { arrangeRail, railRoutes, type Rail, type RailEntry } from '@maru/contracts/http/chat/rail';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useServers } from '@/entities/server/api/servers';
import { call } from '@/shared/api/http';
import { onConnected, onPush } from '@/shared/api/realtime';
import { queryClient } from '@/shared/api/query-client';

const railKey = ['rail'] as const;
const putKey = ['rail', 'put'] as const;

const write = (rail: Rail) => void queryClient.setQueryData<Rail>(railKey, rail);

/**
 * The signed-in person's servers as they have arranged them; `undefined` until they are known. While it is not known how they are
 * arranged they stand in their own order, which must not overwrite the arrangement.
 */
export const useRail = (): { entries: RailEntry[] | undefined; canArrange: boolean } => {
  const { data: servers } = useServers();
  const { data: rail, isError } = useQuery({
    queryKey: railKey,
    queryFn: () => call(railRoutes.getRail, {}),
  });
  const entries = useMemo(() => {
    if (!servers || !(rail || isError)) return undefined;
    return arrangeRail(
      rail ?? { entries: [] },
      servers.map(({ serverId }) => serverId),
    );
  }, [servers, rail, isError]);
  return { entries, canArrange: rail !== undefined };
};

/** Shows the new arrangement at once, one change after the other; an error brings back the one before. */
export const useArrangeRail = () =>
  useMutation({
    mutationKey: putKey,
    scope: { id: 'rail' },
    mutationFn: (entries: RailEntry[]) => call(railRoutes.putRail, { body: { entries } }),
    onMutate: (entries) => {
      const before = queryClient.getQueryData<Rail>(railKey);
      write({ entries });
      return { before };
    },
    onSuccess: (rail) => {
      if (queryClient.isMutating({ mutationKey: putKey }) === 1) write(rail);
    },
    onError: (_error, _entries, context) => {
      if (context?.before) write(context.before);
      void queryClient.invalidateQueries({ queryKey: railKey });
    },
  });

/** Follows changes in other tabs; while a change of this tab is on its way, that one is the newer. */
export const subscribeToRail = (): (() => void) => {
  const stops = [
    onPush('rail:changed', ({ rail }) => {
      if (queryClient.isMutating({ mutationKey: putKey }) === 0) write(rail);
    }),
    onConnected(() => void queryClient.invalidateQueries({ queryKey: railKey })),
  ];
  return () => stops.forEach((stop) => stop());
};
