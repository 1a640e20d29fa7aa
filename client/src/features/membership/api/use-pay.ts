import { membershipRoutes, type Offer, type OrderId } from '@maru/contracts/http/user/membership';
import { call } from '@/shared/api/http';
import { useMe } from '@/shared/api/session-store';
import { paths } from '@/shared/config/paths';
import { subscribe } from './card-registrations';
import { openPaymentWindow, PaymentWindowError } from './toss';
import { useWindow } from './use-window';

/** An order that cannot be closed now expires by itself. */
const abandon = (orderId: OrderId) =>
  call(membershipRoutes.abandonOrder, { params: { orderId } }).catch(() => undefined);

const addressOf = (orderId: OrderId, result: 'success' | 'fail') =>
  location.origin + paths.order.to(orderId, result);

const payForMonth = async ({ plan, amount }: Offer, customerName: string): Promise<void> => {
  const { order, checkout } = await call(membershipRoutes.createOrder, {
    body: { kind: 'month', plan, amount, isAgreed: true },
  });
  const { orderId } = order;
  try {
    await openPaymentWindow({
      ...checkout,
      amount: order.amount,
      orderId,
      customerName,
      successUrl: addressOf(orderId, 'success'),
      failUrl: addressOf(orderId, 'fail'),
    });
  } catch (error) {
    // Closed before the next attempt, which would otherwise pay for this order.
    if (error instanceof PaymentWindowError && error.reason === 'closed') await abandon(orderId);
    throw error;
  }
};

/** Orders the month on offer, or agrees to a subscription that begins with it, and opens the window of Toss. */
export const usePay = (offer: Offer, isMonthly: boolean) => {
  const { nickname } = useMe();
  return useWindow(() => (isMonthly ? subscribe(offer, nickname) : payForMonth(offer, nickname)));
};
