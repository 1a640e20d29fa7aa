import type { Order } from '@maru/contracts/http/user/membership';
import type { subscriptionRoutes } from '@maru/contracts/http/user/subscription';
import type { RouteReply } from '@maru/contracts/route';
import { failureOf, hasLeftWindow, type Failure } from './failures';
import { isPending, viewOf, type ReturnedBy } from './order-view';

export type Registration = RouteReply<typeof subscriptionRoutes.registerCard>;

/** The registration of a card as its owner sees it. */
export type RegistrationView =
  | {
      kind:
        | 'working'
        | 'confirming'
        | 'subscribed'
        | 'changed'
        /** The card was changed, and the overdue charge made with it. */
        | 'settled'
        | 'refused'
        | 'left'
        /** Charged, and given back: the subscription could not begin. */
        | 'returned'
        /** Opened without the key of a card. */
        | 'over';
    }
  /** `declined`: the first charge. `unsettled`: the overdue charge, with a card that stays. `failed`: the window has given up. */
  | { kind: 'declined' | 'unsettled' | 'failed'; failure: Failure };

const ofCharge = (order: Order, isChange: boolean): RegistrationView => {
  const charge = viewOf(order, { result: 'success', code: null });
  switch (charge.kind) {
    case 'paid':
      return { kind: isChange ? 'settled' : 'subscribed' };
    case 'failed':
      return { kind: isChange ? 'unsettled' : 'declined', failure: charge.failure };
    case 'refunding':
    case 'refundAsked':
    case 'refunded':
      return { kind: 'returned' };
    default:
      return { kind: 'confirming' };
  }
};

const ofRegistration = ({ state, purpose, order }: Registration): RegistrationView => {
  if (state === 'pending') return { kind: 'working' };
  if (state === 'refused') return { kind: 'refused' };
  if (order) return ofCharge(order, purpose === 'change');
  return { kind: purpose === 'change' ? 'changed' : 'working' };
};

const ofFailure = (code: string | null): RegistrationView =>
  hasLeftWindow(code) ? { kind: 'left' } : { kind: 'failed', failure: failureOf(code) };

interface Returned {
  returnedBy: ReturnedBy;
  hasKey: boolean;
  /** `undefined` until the service has answered. */
  registration: Registration | undefined;
}

export const registrationViewOf = ({ returnedBy, hasKey, registration }: Returned): RegistrationView => {
  if (returnedBy.result === 'fail') return ofFailure(returnedBy.code);
  if (!hasKey) return { kind: 'over' };
  return registration ? ofRegistration(registration) : { kind: 'working' };
};

/** Returns whether the registration, or its charge, will change by itself soon. */
export const isOpen = ({ state, purpose, order }: Registration): boolean => {
  if (state !== 'registered') return state === 'pending';
  return order ? isPending(order) : purpose === 'subscribe';
};
