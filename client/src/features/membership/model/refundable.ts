import type { Order } from '@maru/contracts/http/user/membership';

const dayMs = 86_400_000;

/** Returns the instant from which a paid order leaves nothing to refund: the last day counts as used when it begins. `null` if there is none. */
export const refundableUntil = ({ state, isRefunding, span }: Order): string | null =>
  state === 'paid' && !isRefunding && span !== null
    ? new Date(Date.parse(span.endsAt) - dayMs).toISOString()
    : null;
