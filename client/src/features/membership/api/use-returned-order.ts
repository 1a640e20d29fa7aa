import { membershipRoutes, type Order, type OrderId } from '@maru/contracts/http/user/membership';
import { useQuery } from '@tanstack/react-query';
import { membershipKey } from '@/entities/membership/api/membership';
import { codeOf } from '@/shared/api/api-error';
import { call } from '@/shared/api/http';
import { isPending, type ReturnedBy } from '../model/order-view';
import { pauseAfter } from '../model/polling';
import { returnedPayments } from '../model/returned-payments';
import { usePollingEnd } from './use-polling-end';

const getOrder = (orderId: OrderId) => call(membershipRoutes.getOrder, { params: { orderId } });

/** The order is closed, or it has another payment: its own state says more than the refusal. */
const isSettled = (error: unknown) => ['ORDER_CLOSED', 'CONFLICT'].includes(codeOf(error));

const confirm = async (orderId: OrderId): Promise<Order> => {
  const payment = returnedPayments.find(orderId);
  if (!payment) return getOrder(orderId);
  try {
    const order = await call(membershipRoutes.confirmOrder, { params: { orderId }, body: payment });
    returnedPayments.forget(orderId);
    return order;
  } catch (error) {
    if (!isSettled(error)) throw error;
    returnedPayments.forget(orderId);
    return getOrder(orderId);
  }
};

const abandon = (orderId: OrderId) => call(membershipRoutes.abandonOrder, { params: { orderId } });

/** Confirms the payment that the window has returned with, or closes the order that it failed for, and follows the order to its end. */
export const useReturnedOrder = (orderId: OrderId, { result }: ReturnedBy) => {
  const isOverdue = usePollingEnd();
  const query = useQuery({
    queryKey: [...membershipKey, 'order', orderId],
    queryFn: () => (result === 'success' ? confirm(orderId) : abandon(orderId)),
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data && isPending(state.data) && !isOverdue
        ? pauseAfter(state.dataUpdateCount + state.errorUpdateCount)
        : false,
  });
  return { ...query, isOverdue };
};
