import {
  membershipRoutes,
  type MembershipPage,
  type Order,
  type OrderId,
} from '@maru/contracts/http/user/membership';
import type { RouteReply } from '@maru/contracts/route';
import {
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type InfiniteData,
} from '@tanstack/react-query';
import { useEffect } from 'react';
import { membershipKey, membershipPageKey } from '@/entities/membership/api/membership';
import { call } from '@/shared/api/http';
import { withOrder, withSpanOf } from '../model/changed-order';
import { isPending } from '../model/order-view';
import { subscriptionKey } from './subscription';

type OrderPages = InfiniteData<RouteReply<typeof membershipRoutes.listOrders>>;

const pendingPauseMs = 15_000;

const keys = {
  list: [...membershipKey, 'orders'] as const,
  quote: (orderId: string) => [...membershipKey, 'refund', orderId] as const,
};

const countPending = (list: OrderPages | undefined): number =>
  list?.pages.flatMap(({ orders }) => orders).filter(isPending).length ?? 0;

/** An order that has ended may have changed the plan, or the subscription. The push that says so may be missed. */
const useFreshPlan = (pendingCount: number): void => {
  const client = useQueryClient();
  useEffect(() => {
    if (pendingCount === 0) return undefined;
    return () => {
      for (const queryKey of [membershipPageKey, subscriptionKey])
        void client.invalidateQueries({ queryKey });
    };
  }, [client, pendingCount]);
};

/** Orders for which money has moved or may move, the newest first. */
export const useOrders = () => {
  const list = useInfiniteQuery({
    queryKey: keys.list,
    queryFn: ({ pageParam }) => call(membershipRoutes.listOrders, { query: { cursor: pageParam } }),
    initialPageParam: undefined as OrderId | undefined,
    // The cursor is the id of the last one, as the contract's query takes it.
    getNextPageParam: ({ nextCursor }) => (nextCursor ?? undefined) as OrderId | undefined,
    staleTime: 0,
    // No push announces the end of a refund that changes no plan.
    refetchInterval: ({ state }) => (countPending(state.data) > 0 ? pendingPauseMs : false),
  });
  useFreshPlan(countPending(list.data));
  return list;
};

/** Never reused: each day, and each use of a perk, changes it. */
export const useRefundQuote = (orderId: OrderId) =>
  useQuery({
    queryKey: keys.quote(orderId),
    queryFn: () => call(membershipRoutes.quoteRefund, { params: { orderId } }),
    staleTime: 0,
    gcTime: 0,
  });

/** Never waits for a connection: a refund that is sent later would surprise. */
export const useRefundOrder = (orderId: OrderId, onDone: (order: Order) => void) => {
  const client = useQueryClient();
  return useMutation({
    meta: { handledErrors: 'all' },
    networkMode: 'always',
    mutationFn: (amount: number) =>
      call(membershipRoutes.refundOrder, { params: { orderId }, body: { amount } }),
    onSuccess: (order) => {
      client.setQueryData<OrderPages>(keys.list, (list) => list && withOrder(list, order));
      client.setQueryData<MembershipPage>(membershipPageKey, (page) => page && withSpanOf(page, order));
      onDone(order);
    },
    onSettled: () => client.invalidateQueries({ queryKey: membershipKey }),
  });
};
