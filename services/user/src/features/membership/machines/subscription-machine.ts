import type { SubscriptionRecord } from '../../../repositories/subscriptions.repository.js';
import {
  chargeDueFor,
  nextTryAfter,
  noticeDueFor,
  periodAt,
  periodFrom,
  type Period,
} from '../rules/renewals.js';

export type SubscriptionState = SubscriptionRecord['state'];
export type SubscriptionEvent =
  | 'charged'
  | 'failed'
  | 'cancelled'
  | 'resumed'
  /** A cancellation was taken back while a charge is overdue. */
  | 'resumed-overdue'
  | 'ended';

const transitions: Record<SubscriptionState, Partial<Record<SubscriptionEvent, SubscriptionState>>> = {
  starting: { charged: 'active', ended: 'ended' },
  active: { charged: 'active', failed: 'past_due', cancelled: 'cancelling', ended: 'ended' },
  past_due: { charged: 'active', failed: 'past_due', cancelled: 'cancelling', ended: 'ended' },
  // A charge that was under way at the cancellation is delivered.
  cancelling: { charged: 'cancelling', resumed: 'active', 'resumed-overdue': 'past_due', ended: 'ended' },
  ended: {},
};

/** Returns the state of a subscription after an event, or undefined if the event changes nothing. */
export const nextSubscriptionState = (
  state: SubscriptionState,
  event: SubscriptionEvent,
): SubscriptionState | undefined => transitions[state][event];

/** Declines after which a card never pays again: only another card helps. */
const deadCardCodes = new Set([
  'INVALID_STOPPED_CARD',
  'INVALID_CARD_LOST_OR_STOLEN',
  'INVALID_CARD_EXPIRATION',
  'INVALID_CARD_NUMBER',
  'INVALID_BILL_KEY_REQUEST',
  'NOT_FOUND_BILLING_KEY',
  'NOT_MATCHES_CUSTOMER_KEY',
]);

export const isCardDead = (code: string): boolean => deadCardCodes.has(code);

export interface RenewalCase {
  subscription: SubscriptionRecord;
  /** The account is to be erased. */
  isDeparting: boolean;
  /** A charge has no result yet. */
  isAttemptOpen: boolean;
  /** When the latest charge of the coming period was written. */
  lastAttemptAt: Date | undefined;
  now: Date;
}

export type RenewalDecision =
  | { do: 'stop' }
  | { do: 'end' }
  | { do: 'wait'; until: Date }
  | { do: 'notice' }
  /** The coming period has ended unpaid: a later one is charged. */
  | { do: 'waive'; next: Period }
  | { do: 'charge' };

/** An open result comes by itself, from the check of its order. */
const openAttemptMs = 3_600_000;

const earlier = (a: Date, b: Date): Date => (a < b ? a : b);

/** Looks in between, too: a cancellation may be taken back, and a card replaced. */
const decideCancelling = ({ subscription, now }: RenewalCase): RenewalDecision => {
  const { graceUntil, paidUntil } = subscription;
  const end = graceUntil ?? paidUntil;
  if (now >= end) return { do: 'end' };
  const noticeDue = noticeDueFor(paidUntil);
  const look = graceUntil ? nextTryAfter(now) : now < noticeDue ? noticeDue : end;
  return { do: 'wait', until: earlier(look, end) };
};

/** Days that have passed are not charged. */
const waiveAt = (
  { paidUntil, anchorDay }: SubscriptionRecord,
  now: Date,
): Extract<RenewalDecision, { do: 'waive' }> | undefined =>
  periodFrom(paidUntil, anchorDay).endsAt <= now
    ? { do: 'waive', next: periodAt(paidUntil, anchorDay, now) }
    : undefined;

const decideOverdue = (given: RenewalCase, graceUntil: Date): RenewalDecision => {
  const { subscription, lastAttemptAt, now } = given;
  if (now >= graceUntil) return { do: 'end' };
  const waived = waiveAt(subscription, now);
  if (waived) return waived;
  const nextTry =
    subscription.isCardUsable && lastAttemptAt ? nextTryAfter(lastAttemptAt) : nextTryAfter(now);
  return now < nextTry ? { do: 'wait', until: earlier(nextTry, graceUntil) } : { do: 'charge' };
};

const decideActive = ({ subscription, now }: RenewalCase): RenewalDecision => {
  const { paidUntil, noticedAt } = subscription;
  const noticeDue = noticeDueFor(paidUntil);
  if (!noticedAt) return now < noticeDue ? { do: 'wait', until: noticeDue } : { do: 'notice' };
  const chargeDue = chargeDueFor(paidUntil, noticedAt);
  if (now < chargeDue) return { do: 'wait', until: chargeDue };
  return waiveAt(subscription, now) ?? { do: 'charge' };
};

/** Decides the next step of a subscription. */
export const decideRenewal = (given: RenewalCase): RenewalDecision => {
  const { subscription, isDeparting, isAttemptOpen, now } = given;
  const { state, graceUntil } = subscription;
  if (state === 'ended' || state === 'starting') return { do: 'stop' };
  if (isDeparting) return { do: 'end' };
  if (isAttemptOpen) return { do: 'wait', until: new Date(now.getTime() + openAttemptMs) };
  if (state === 'cancelling') return decideCancelling(given);
  return state === 'past_due' && graceUntil ? decideOverdue(given, graceUntil) : decideActive(given);
};
