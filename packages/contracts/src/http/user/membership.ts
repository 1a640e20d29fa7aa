import { z } from 'zod';
import { limits } from '../../limits.js';
import { membership, paidPlan } from '../../membership.js';
import { instant, nextCursor, ulid } from '../../primitives.js';
import type { Rate } from '../../rate.js';
import { defineRoute } from '../../route.js';
import { opaque } from '../../text-fields.js';

export const orderId = ulid.brand<'OrderId'>();
export type OrderId = z.infer<typeof orderId>;

/** The goods of an order. */
export const orderKinds = [
  'month',
  /** The first period of a subscription. */
  'subscription',
  /** A later period. */
  'renewal',
  /** A larger plan for the rest of a period. */
  'upgrade',
] as const;
export const orderKind = z.enum(orderKinds);
export type OrderKind = z.infer<typeof orderKind>;

export const orderStates = [
  /** Its payment window may be open; no money has moved. */
  'created',
  /** The buyer left the window, or it expired. */
  'abandoned',
  /** The result of the payment is not known yet; the order finishes by itself. */
  'confirming',
  'paid',
  /** The card or the bank declined. */
  'failed',
  /** The payment is being given back in full because it could not be delivered. */
  'refunding',
  'refunded',
] as const;
export const orderState = z.enum(orderStates);
export type OrderState = z.infer<typeof orderState>;

/** A span of a membership; `endsAt` is the first instant after it, midnight in Korea. */
const span = { startsAt: instant, endsAt: instant };

/** The card or service that paid, as receipts show it. */
export const paymentMethod = z.object({
  /** Toss' name of the method. */
  name: z.string(),
  /** Toss' two-character code of the card's issuer. */
  issuerCode: z.string().nullable(),
  last4: z.string().nullable(),
});
export type PaymentMethod = z.infer<typeof paymentMethod>;

export const order = z.object({
  orderId,
  kind: orderKind,
  plan: paidPlan,
  /** Won, VAT included. */
  amount: z.number().int().positive(),
  vat: z.number().int().nonnegative(),
  state: orderState,
  /** Toss' code of the decline. */
  failureCode: z.string().nullable(),
  method: paymentMethod.nullable(),
  receiptUrl: z.string().nullable(),
  /** The span that the order has paid for, cut by a refund; null until it is paid. */
  span: z.object(span).nullable(),
  refundedAmount: z.number().int().nonnegative(),
  /** True while a refund has not been answered by Toss. */
  isRefunding: z.boolean(),
  createdAt: instant,
  paidAt: instant.nullable(),
});
export type Order = z.infer<typeof order>;

/** A month that the caller can buy now, and the span that it would pay for. */
export const offer = z.object({
  plan: paidPlan,
  amount: z.number().int().positive(),
  vat: z.number().int().nonnegative(),
  ...span,
  /** False where the caller has already paid for `limits.membership.monthsAhead` months, and while they have a subscription. */
  isAvailable: z.boolean(),
});
export type Offer = z.infer<typeof offer>;

/** A span that an order of the caller has paid for. */
export const paidSpan = z.object({ orderId, plan: paidPlan, ...span });
export type PaidSpan = z.infer<typeof paidSpan>;

export const membershipPage = z.object({
  membership,
  /** The paid spans that have not ended, in the order of their start. */
  spans: z.array(paidSpan),
  offers: z.array(offer),
});
export type MembershipPage = z.infer<typeof membershipPage>;

/** The values that the payment window is opened with. */
export const checkout = z.object({
  clientKey: z.string(),
  /** Address of the script that opens the window. */
  sdkUrl: z.url(),
  orderName: z.string(),
});
export type Checkout = z.infer<typeof checkout>;

export const refundQuote = z.object({
  amount: z.number().int().nonnegative(),
  /** `full`: within seven days and unused. `pro-rata`: the days that are left. `none`: nothing is left to refund. */
  rule: z.enum(['full', 'pro-rata', 'none']),
  /** True if a perk of the plan was used. */
  isUsed: z.boolean(),
  /** Until when an unused payment is refunded in full. */
  fullUntil: instant,
});
export type RefundQuote = z.infer<typeof refundQuote>;

const params = z.object({ orderId });

/** Toss' requests have the key in their path, where dots alone would name another address. */
const paymentKey = opaque({ max: limits.toss.paymentKey }).regex(/[^.]/);

export const orderRate = [
  { by: 'person', points: 30, seconds: 3_600, pool: 'orders' },
  { by: 'address', points: 100, seconds: 3_600, pool: 'orders' },
] as const satisfies Rate[];

/** Stolen cards are tried out where a purchase is cheap: every confirmation may be a try. */
export const cardRate = [
  { by: 'person', points: 10, seconds: 3_600, pool: 'cards' },
  { by: 'address', points: 30, seconds: 3_600, pool: 'cards' },
] as const satisfies Rate[];

const ofMember = { auth: 'user', session: 'live', authorize: 'signed-in' } as const;

export const membershipRoutes = {
  getMembership: defineRoute({
    operationId: 'getMembership',
    summary: "Get the caller's membership and the months on offer.",
    method: 'get',
    path: '/user/v1/me/membership',
    ...ofMember,
    status: 200,
    reply: membershipPage,
  }),
  createOrder: defineRoute({
    operationId: 'createOrder',
    summary:
      'Order a month before its payment window opens; an open order for the same month is returned again.',
    method: 'post',
    path: '/user/v1/me/orders',
    ...ofMember,
    rate: orderRate,
    body: z.object({
      kind: z.literal('month'),
      plan: paidPlan,
      /** The price that the buyer saw. */
      amount: z.number().int().positive(),
      /** The buyer has read the price, the span and the rules of refunds. */
      isAgreed: z.literal(true),
    }),
    status: 201,
    reply: z.object({ order, checkout }),
    errors: ['CONFLICT', 'ALREADY_SUBSCRIBED', 'PAYMENT_PENDING', 'MONTH_LIMIT_REACHED', 'ACCOUNT_DEPARTING'],
  }),
  listOrders: defineRoute({
    operationId: 'listOrders',
    summary: "List the caller's orders for which money has moved or may move, the newest first.",
    method: 'get',
    path: '/user/v1/me/orders',
    ...ofMember,
    query: z.object({ cursor: orderId.optional() }),
    status: 200,
    reply: z.object({ orders: z.array(order), nextCursor }),
  }),
  getOrder: defineRoute({
    operationId: 'getOrder',
    summary: 'Get an order of the caller.',
    method: 'get',
    path: '/user/v1/me/orders/:orderId',
    ...ofMember,
    params,
    status: 200,
    reply: order,
    errors: ['NOT_FOUND'],
  }),
  confirmOrder: defineRoute({
    operationId: 'confirmOrder',
    summary: 'Confirm the payment that the window has authenticated; repeats return the order as it is.',
    method: 'post',
    path: '/user/v1/me/orders/:orderId/confirm',
    ...ofMember,
    rate: cardRate,
    params,
    body: z.object({
      paymentKey,
      amount: z.number().int().positive(),
    }),
    status: 200,
    reply: order,
    errors: ['NOT_FOUND', 'CONFLICT', 'ORDER_CLOSED'],
  }),
  abandonOrder: defineRoute({
    operationId: 'abandonOrder',
    summary: 'Close an order whose window the buyer has left; an order with a payment stays as it is.',
    method: 'post',
    path: '/user/v1/me/orders/:orderId/abandon',
    ...ofMember,
    params,
    status: 200,
    reply: order,
    errors: ['NOT_FOUND'],
  }),
  quoteRefund: defineRoute({
    operationId: 'quoteRefund',
    summary: 'Get the amount that a refund would give back now.',
    method: 'get',
    path: '/user/v1/me/orders/:orderId/refund',
    ...ofMember,
    params,
    status: 200,
    reply: refundQuote,
    errors: ['NOT_FOUND', 'NOT_REFUNDABLE'],
  }),
  refundOrder: defineRoute({
    operationId: 'refundOrder',
    summary: 'Refund an order by the rule of its quote; its span ends when Toss has confirmed the refund.',
    method: 'post',
    path: '/user/v1/me/orders/:orderId/refund',
    ...ofMember,
    rate: [{ by: 'person', points: 20, seconds: 3_600 }],
    params,
    body: z.object({
      /** The amount that the buyer saw. */
      amount: z.number().int().positive(),
    }),
    status: 200,
    reply: order,
    errors: ['NOT_FOUND', 'CONFLICT', 'NOT_REFUNDABLE'],
  }),
} as const;
