import type { OrderState } from '@maru/contracts/http/user/membership';

export type OrderEvent =
  | 'confirmed'
  | 'abandoned'
  /** The money was taken, and the buyer has what they paid for. */
  | 'delivered'
  /** The money was taken, but can't be delivered. */
  | 'undeliverable'
  | 'declined'
  | 'refunded-in-full';

const transitions: Record<OrderState, Partial<Record<OrderEvent, OrderState>>> = {
  created: { confirmed: 'confirming', abandoned: 'abandoned' },
  abandoned: {},
  confirming: { delivered: 'paid', undeliverable: 'refunding', declined: 'failed' },
  // Toss may report a payment that it declined before: the buyer gets what they paid for, or the money back.
  failed: { delivered: 'paid', undeliverable: 'refunding' },
  paid: { 'refunded-in-full': 'refunded' },
  refunding: { 'refunded-in-full': 'refunded' },
  refunded: {},
};

/** Returns the state of an order after an event, or undefined if the event changes nothing. */
export const nextOrderState = (state: OrderState, event: OrderEvent): OrderState | undefined =>
  transitions[state][event];
