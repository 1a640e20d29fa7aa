import { membershipRoutes, type Order, type OrderId } from '@maru/contracts/http/user/membership';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { membershipKey } from '@/entities/membership/api/membership';
import { call } from '@/shared/api/http';
import { isPending } from '../model/order-view';

const pendingPauseMs = 15_000;

const keys = {
  list: [...membershipKey, 'orders'] as const,
  quote: (orderId: string) => [...membershipKey, 'refund', orderId] as const,
};

/** Orders for which money has moved or may move, the newest first. */
export const useOrders = () =>
  useInfiniteQuery({
    queryKey: keys.list,
    queryFn: ({ pageParam }) => call(membershipRoutes.listOrders, { query: { cursor: pageParam } }),
    initialPageParam: undefined as OrderId | undefined,
    // The cursor is the id of the last one, as the contract's query takes it.
    getNextPageParam: ({ nextCursor }) => (nextCursor ?? undefined) as OrderId | undefined,
    staleTime: 0,
    // No push announces the end of a refund that changes no plan.
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ orders }) => orders.some(isPending)) ? pendingPauseMs : false,
  });

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
    onSuccess: onDone,
    onSettled: () => client.invalidateQueries({ queryKey: membershipKey }),
  });
};
