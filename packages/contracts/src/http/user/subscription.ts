import { z } from 'zod';
import { limits } from '../../limits.js';
import { paidPlan } from '../../membership.js';
import { instant, ulid } from '../../primitives.js';
import { defineRoute } from '../../route.js';
import { opaque } from '../../text-fields.js';
import { cardRate, order, orderRate } from './membership.js';

export const registrationId = ulid.brand<'RegistrationId'>();
export type RegistrationId = z.infer<typeof registrationId>;

export const subscriptionStates = [
  /** Charged again at the end of each period. */
  'active',
  /** The last charge failed; it is tried once a day, and the perks stay, until `graceUntil`. */
  'past-due',
  /** Ends with the paid period; nothing is charged. */
  'cancelling',
] as const;
export const subscriptionState = z.enum(subscriptionStates);
export type SubscriptionState = z.infer<typeof subscriptionState>;

/** A card that Toss keeps for automatic billing, as receipts show it. */
export const billingCard = z.object({
  /** Toss' two-character code of the card's issuer. */
  issuerCode: z.string().nullable(),
  last4: z.string().nullable(),
});
export type BillingCard = z.infer<typeof billingCard>;

export const subscription = z.object({
  state: subscriptionState,
  plan: paidPlan,
  /** The plan from the next period on; another one after a downgrade. */
  nextPlan: paidPlan,
  /** The next charge in won, VAT included. */
  nextAmount: z.number().int().positive(),
  card: billingCard,
  /** False once the card was lost, stopped or deleted: only another one helps. */
  isCardUsable: z.boolean(),
  /** The day of the month on which periods begin; months without it begin on their last day. */
  anchorDay: z.number().int().min(1).max(31),
  /** The paid period; `paidUntil` is the first instant after it, midnight in Korea. */
  paidFrom: instant,
  paidUntil: instant,
  /** When the perks end after a charge that failed, unless another one succeeds; null without such a charge. */
  graceUntil: instant.nullable(),
});
export type Subscription = z.infer<typeof subscription>;

/** The values that the window for a card is opened with. */
export const cardWindow = z.object({
  registrationId,
  clientKey: z.string(),
  /** Address of the script that opens the window. */
  sdkUrl: z.url(),
  customerKey: z.string(),
});
export type CardWindow = z.infer<typeof cardWindow>;

export const upgradeQuote = z.object({
  plan: paidPlan,
  /** The difference for the days that are left, in won. 0: too little to charge. */
  amount: z.number().int().nonnegative(),
  /** The days that are left in the period, today included, of all its days. */
  daysLeft: z.number().int().positive(),
  days: z.number().int().positive(),
});
export type UpgradeQuote = z.infer<typeof upgradeQuote>;

export const endQuote = z.object({
  /** The refund for ending the subscription now; 0 if nothing is left. */
  amount: z.number().int().nonnegative(),
});
export type EndQuote = z.infer<typeof endQuote>;

const ofMember = { auth: 'user', session: 'live', authorize: 'signed-in' } as const;

const ofSubscription = z.object({ subscription: subscription.nullable() });

export const subscriptionRoutes = {
  getSubscription: defineRoute({
    operationId: 'getSubscription',
    summary: "Get the caller's subscription, unless it has ended.",
    method: 'get',
    path: '/user/v1/me/subscription',
    ...ofMember,
    status: 200,
    reply: ofSubscription,
  }),
  openSubscription: defineRoute({
    operationId: 'openSubscription',
    summary: 'Agree to a monthly charge, before the window for the card opens.',
    method: 'post',
    path: '/user/v1/me/subscription',
    ...ofMember,
    rate: orderRate,
    body: z.object({
      plan: paidPlan,
      /** The price that the member saw. */
      amount: z.number().int().positive(),
      /** The member has read the price, the days of the charges and the rules of refunds. */
      isAgreed: z.literal(true),
    }),
    status: 201,
    reply: cardWindow,
    errors: ['CONFLICT', 'ALREADY_SUBSCRIBED', 'PAYMENT_PENDING', 'ACCOUNT_DEPARTING'],
  }),
  openCardChange: defineRoute({
    operationId: 'openCardChange',
    summary: 'Begin to replace the card of the subscription, before the window for the card opens.',
    method: 'post',
    path: '/user/v1/me/subscription/card',
    auth: 'user',
    session: 'step-up',
    authorize: 'signed-in',
    rate: orderRate,
    status: 201,
    reply: cardWindow,
    errors: ['NOT_SUBSCRIBED', 'ACCOUNT_DEPARTING'],
  }),
  registerCard: defineRoute({
    operationId: 'registerCard',
    summary:
      'Register the card that the window has authenticated: a new subscription is charged at once, an overdue one again. Repeats return the result.',
    method: 'post',
    path: '/user/v1/me/card-registrations/:registrationId',
    ...ofMember,
    rate: cardRate,
    params: z.object({ registrationId }),
    body: z.object({ authKey: opaque({ max: limits.toss.authKey }) }),
    status: 200,
    reply: z.object({
      /** `pending`: Toss has not answered yet; it finishes by itself. `refused`: Toss did not accept the card, or the window has expired. */
      state: z.enum(['pending', 'registered', 'refused']),
      purpose: z.enum(['subscribe', 'change']),
      /** The charge that the card was registered for, if any. */
      order: order.nullable(),
    }),
    errors: ['NOT_FOUND', 'ALREADY_SUBSCRIBED', 'NOT_SUBSCRIBED', 'PAYMENT_PENDING', 'ACCOUNT_DEPARTING'],
  }),
  quoteUpgrade: defineRoute({
    operationId: 'quoteUpgrade',
    summary: 'Get the price of the larger plan for the rest of the period.',
    method: 'get',
    path: '/user/v1/me/subscription/upgrade',
    ...ofMember,
    status: 200,
    reply: upgradeQuote,
    errors: ['NOT_SUBSCRIBED', 'CONFLICT'],
  }),
  upgrade: defineRoute({
    operationId: 'upgrade',
    summary: 'Charge the difference for the rest of the period; the larger plan holds at once.',
    method: 'post',
    path: '/user/v1/me/subscription/upgrade',
    ...ofMember,
    rate: cardRate,
    body: z.object({
      /** The amount that the member saw. */
      amount: z.number().int().nonnegative(),
    }),
    status: 200,
    reply: z.object({
      ...ofSubscription.shape,
      /** The charge; null if there was none. */
      order: order.nullable(),
    }),
    errors: ['NOT_SUBSCRIBED', 'CONFLICT', 'PAYMENT_PENDING'],
  }),
  changeNextPlan: defineRoute({
    operationId: 'changeNextPlan',
    summary: 'Choose the plan from the next period on: a smaller one, or the present one again.',
    method: 'put',
    path: '/user/v1/me/subscription/next-plan',
    ...ofMember,
    body: z.object({ plan: paidPlan }),
    status: 200,
    reply: ofSubscription,
    errors: ['NOT_SUBSCRIBED', 'CONFLICT'],
  }),
  cancelSubscription: defineRoute({
    operationId: 'cancelSubscription',
    summary: 'Charge nothing more; the perks stay until the paid period, or the grace, ends.',
    method: 'post',
    path: '/user/v1/me/subscription/cancel',
    ...ofMember,
    status: 200,
    reply: ofSubscription,
    errors: ['NOT_SUBSCRIBED'],
  }),
  resumeSubscription: defineRoute({
    operationId: 'resumeSubscription',
    summary: 'Take a cancellation back while the paid period lasts.',
    method: 'post',
    path: '/user/v1/me/subscription/resume',
    ...ofMember,
    status: 200,
    reply: ofSubscription,
    errors: ['NOT_SUBSCRIBED', 'ACCOUNT_DEPARTING'],
  }),
  quoteEnd: defineRoute({
    operationId: 'quoteEnd',
    summary: 'Get the refund for ending the subscription now.',
    method: 'get',
    path: '/user/v1/me/subscription/end',
    ...ofMember,
    status: 200,
    reply: endQuote,
    errors: ['NOT_SUBSCRIBED'],
  }),
  endSubscription: defineRoute({
    operationId: 'endSubscription',
    summary: 'End the subscription now, and refund what is left of its paid period.',
    method: 'post',
    path: '/user/v1/me/subscription/end',
    ...ofMember,
    rate: [{ by: 'person', points: 20, seconds: 3_600 }],
    body: z.object({
      /** The amount that the member saw. */
      amount: z.number().int().nonnegative(),
    }),
    status: 200,
    reply: ofSubscription,
    errors: ['NOT_SUBSCRIBED', 'CONFLICT', 'PAYMENT_PENDING'],
  }),
} as const;
