import type { Order } from '@maru/contracts/http/user/membership';
import { failureOf, hasLeftWindow, type Failure } from './failures';

/** The address that the payment window returned to. */
export interface ReturnedBy {
  result: 'success' | 'fail';
  /** Toss' code of the failure, from the address. */
  code: string | null;
}

/** The state of an order as its buyer sees it. */
export type OrderView =
  | {
      kind:
        'confirming' | 'paid' | 'left' | 'closed' | 'unfinished' | 'refunding' | 'refundAsked' | 'refunded';
    }
  | { kind: 'failed'; failure: Failure };

/** The buyer left the window, or the window says why it gave up; an order that merely waited too long is closed. */
const viewOfAbandoned = ({ result, code }: ReturnedBy): OrderView => {
  if (result === 'success') return { kind: 'closed' };
  return hasLeftWindow(code) ? { kind: 'left' } : { kind: 'failed', failure: failureOf(code) };
};

const viewOfPaid = ({ isRefunding, refundedAmount }: Order): OrderView => {
  if (isRefunding) return { kind: 'refundAsked' };
  return { kind: refundedAmount > 0 ? 'refunded' : 'paid' };
};

export const viewOf = (order: Order, returnedBy: ReturnedBy): OrderView => {
  switch (order.state) {
    case 'created':
      return { kind: 'unfinished' };
    case 'abandoned':
      return viewOfAbandoned(returnedBy);
    case 'failed':
      return { kind: 'failed', failure: failureOf(order.failureCode) };
    case 'paid':
      return viewOfPaid(order);
    default:
      return { kind: order.state };
  }
};

/** Returns whether the order will change by itself soon. */
export const isPending = (order: Order): boolean =>
  ['confirming', 'refunding'].includes(order.state) || order.isRefunding;
