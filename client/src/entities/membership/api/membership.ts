import { membershipRoutes, type MembershipPage } from '@maru/contracts/http/user/membership';
import { useQuery } from '@tanstack/react-query';
import { call } from '@/shared/api/http';
import { queryClient } from '@/shared/api/query-client';
import { onConnected, onPush } from '@/shared/api/realtime';

/** Everything about the membership of the signed-in person, also their orders, has a key that begins with it. */
export const membershipKey = ['membership'] as const;

export const membershipPageKey = [...membershipKey, 'page'] as const;

const pageQuery = { queryKey: membershipPageKey, queryFn: () => call(membershipRoutes.getMembership, {}) };

/** The signed-in person's membership, the spans that they have paid for, and the months on offer. */
export const useMembership = () => useQuery(pageQuery);

/** The same for pages that sell. Asks again on each visit: the months on offer move with the day, and with purchases in other tabs. */
export const useMembershipOnSale = () =>
  useQuery({ ...pageQuery, refetchOnMount: 'always', refetchOnWindowFocus: 'always' });

/** Writes pushes about the membership to the cache, and fetches it again after every reconnection. */
export const subscribeToMembership = (): (() => void) => {
  const refresh = () => void queryClient.invalidateQueries({ queryKey: membershipKey });
  const stops = [
    onPush('membership:changed', ({ membership }) => {
      queryClient.setQueryData<MembershipPage>(membershipPageKey, (page) => page && { ...page, membership });
      refresh();
    }),
    onConnected(refresh),
  ];
  return () => stops.forEach((stop) => stop());
};
