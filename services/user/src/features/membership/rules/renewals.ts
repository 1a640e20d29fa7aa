import type { OrderRecord } from '../../../repositories/orders.repository.js';
import type { SubscriptionRecord } from '../../../repositories/subscriptions.repository.js';
import { dayAt, hourOf, nextAnchor, startOf } from './korean-days.js';

/** Days between the notice of a charge and the charge. */
const noticeDays = 7;
/** Days that the perks outlive a failed charge. */
const graceDays = 7;
/** A failed charge is tried again once a day, at this hour. */
const retryHour = 9;

export interface Period {
  startsAt: Date;
  /** The first instant after it, which is the start of the next one. */
  endsAt: Date;
}

export const periodFrom = (startsAt: Date, anchorDay: number): Period => ({
  startsAt,
  endsAt: startOf(nextAnchor(dayAt(startsAt), anchorDay)),
});

/** The period that contains `now`, counting from the start of an earlier one; that one itself if it begins later. */
export const periodAt = (firstStart: Date, anchorDay: number, now: Date): Period => {
  let period = periodFrom(firstStart, anchorDay);
  while (period.endsAt <= now) period = periodFrom(period.endsAt, anchorDay);
  return period;
};

export const noticeDueFor = (chargeAt: Date): Date => startOf(dayAt(chargeAt).subtract({ days: noticeDays }));

/** A notice that was late postpones its charge. */
export const chargeDueFor = (periodStart: Date, noticedAt: Date): Date => {
  const allowed = startOf(dayAt(noticedAt).add({ days: noticeDays }));
  return allowed > periodStart ? allowed : periodStart;
};

export const graceEndOf = (failedAt: Date): Date => startOf(dayAt(failedAt).add({ days: graceDays }));

export const nextTryAfter = (failedAt: Date): Date => hourOf(dayAt(failedAt).add({ days: 1 }), retryHour);

/** True for an order that has paid for the present period of a subscription that has not ended. */
export const isOfOpenPeriod = (
  { periodStart }: OrderRecord,
  { state, paidFrom }: SubscriptionRecord,
): boolean => state !== 'ended' && periodStart?.getTime() === paidFrom.getTime();
