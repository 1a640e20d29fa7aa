import { membershipRoutes, type MembershipPage } from '@maru/contracts/http/user/membership';
import { useQuery } from '@tanstack/react-query';
import { call } from '@/shared/api/http';
import { queryClient } from '@/shared/api/query-client';
import { onConnected, onPush } from '@/shared/api/realtime';

const key = ['membership'] as const;

/** The viewer's membership, and the months on offer. */
export const useMembership = () =>
  useQuery({ queryKey: key, queryFn: () => call(membershipRoutes.getMembership, {}) });

/** Writes pushes about the viewer's membership to the cache, and fetches it again after every reconnection. */
export const subscribeToMembership = (): (() => void) => {
  const refetch = () => void queryClient.invalidateQueries({ queryKey: key });
  const stops = [
    onPush('membership:changed', ({ membership }) => {
      queryClient.setQueryData<MembershipPage>(key, (page) => page && { ...page, membership });
      // The spans and offers have changed with it.
      refetch();
    }),
    onConnected(refetch),
  ];
  return () => stops.forEach((stop) => stop());
};
