import type { Order } from '@maru/contracts/http/user/membership';
import type { Subscription } from '@maru/contracts/http/user/subscription';

const dayMs = 86_400_000;

/** The running period of a subscription is refunded by ending the subscription. */
const isOfSubscription = ({ kind, span }: Order, subscription: Subscription | null | undefined): boolean =>
  kind !== 'month' && span?.endsAt === subscription?.paidUntil;

/** Returns the instant from which a paid order leaves nothing to refund: the last day counts as used when it begins. `null` if there is none. */
export const refundableUntil = (order: Order, subscription?: Subscription | null): string | null => {
  const { state, isRefunding, span } = order;
  if (state !== 'paid' || isRefunding || !span || isOfSubscription(order, subscription)) return null;
  return new Date(Date.parse(span.endsAt) - dayMs).toISOString();
};
