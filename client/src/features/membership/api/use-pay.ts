import { membershipRoutes, type Offer, type OrderId } from '@maru/contracts/http/user/membership';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import { membershipKey } from '@/entities/membership/api/membership';
import { codeOf } from '@/shared/api/api-error';
import { call } from '@/shared/api/http';
import { useMe } from '@/shared/api/session-store';
import { paths } from '@/shared/config/paths';
import { openPaymentWindow, PaymentWindowError } from './toss';

/** An order that cannot be closed now expires by itself. */
const abandon = (orderId: OrderId) =>
  call(membershipRoutes.abandonOrder, { params: { orderId } }).catch(() => undefined);

const addressOf = (orderId: OrderId, result: 'success' | 'fail') =>
  location.origin + paths.order.to(orderId, result);

const pay = async ({ plan, amount }: Offer, customerName: string): Promise<void> => {
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

/** A browser may bring this page back as it was when it left for the payment window. */
const useBackFromWindow = (onBack: () => void) => {
  useEffect(() => {
    const listen = ({ persisted }: PageTransitionEvent) => {
      if (persisted) onBack();
    };
    window.addEventListener('pageshow', listen);
    return () => window.removeEventListener('pageshow', listen);
  }, [onBack]);
};

/** Orders the month on offer and opens its payment window; succeeds when the browser is about to leave. */
export const usePay = (offer: Offer) => {
  const { nickname } = useMe();
  const client = useQueryClient();
  const refresh = useCallback(() => void client.invalidateQueries({ queryKey: membershipKey }), [client]);
  const { reset, ...payment } = useMutation({
    meta: { handledErrors: 'all' },
    // Without a connection it fails at once: a window that opens later would surprise.
    networkMode: 'always',
    mutationFn: () => pay(offer, nickname),
    onError: (error) => {
      if (['CONFLICT', 'MONTH_LIMIT_REACHED'].includes(codeOf(error))) refresh();
    },
  });
  const onBack = useCallback(() => {
    reset();
    // The buyer may have paid: the next month begins later now.
    refresh();
  }, [reset, refresh]);
  useBackFromWindow(onBack);
  return payment;
};
