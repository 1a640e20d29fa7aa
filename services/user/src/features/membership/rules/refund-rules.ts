import type { RefundQuote } from '@maru/contracts/http/user/membership';
import { dayAt, daysBetween, startOf } from './korean-days.js';
import { unusedPart } from './money.js';
import { workingDayFrom } from './working-days.js';

/** Days after the purchase in which an unused one is refunded in full (전자상거래법 17조). */
const fullRefundDays = 7;

export interface RefundCase {
  paid: number;
  refunded: number;
  paidAt: Date;
  span: { startsAt: Date; endsAt: Date };
  isUsed: boolean;
  now: Date;
}

/** The end of the days in which an unused purchase is refunded in full; the last one is a working day. */
export const fullRefundUntil = (paidAt: Date): Date =>
  startOf(workingDayFrom(dayAt(paidAt).add({ days: fullRefundDays })).add({ days: 1 }));

/** Today counts as used; days before the span begins do not. */
const usedDaysOf = ({ span, now }: RefundCase): number =>
  Math.max(0, daysBetween(dayAt(span.startsAt), dayAt(now)) + (now < span.startsAt ? 0 : 1));

/** Returns the amount that a refund gives back now, in won, and the rule that it follows from. */
export const quoteRefund = (given: RefundCase): RefundQuote => {
  const { paid, refunded, paidAt, span, isUsed, now } = given;
  const until = fullRefundUntil(paidAt);
  const isFull = !isUsed && now < until;
  const days = daysBetween(dayAt(span.startsAt), dayAt(span.endsAt));
  const owed = isFull ? paid : unusedPart(paid, { usedDays: usedDaysOf(given), days });
  const amount = Math.max(0, owed - refunded);
  const rule = amount === 0 ? 'none' : isFull ? 'full' : 'pro-rata';
  return { amount, rule, isUsed, fullUntil: until.toISOString() };
};
