import { paidPlans, type PaidPlan, type PriceRow } from '@maru/contracts/membership';
import { dayAt, daysBetween } from './korean-days.js';
import type { Period } from './renewals.js';

/** Cards can't be charged less, in won: such an upgrade is free. */
const leastCharge = 100;

export const largerThan = (plan: PaidPlan): PaidPlan | undefined => paidPlans[paidPlans.indexOf(plan) + 1];
export const smallerThan = (plan: PaidPlan): PaidPlan | undefined => paidPlans[paidPlans.indexOf(plan) - 1];
export const isLarger = (plan: PaidPlan, than: PaidPlan): boolean =>
  paidPlans.indexOf(plan) > paidPlans.indexOf(than);

interface UpgradeCase {
  from: PaidPlan;
  to: PaidPlan;
  monthly: PriceRow['monthly'];
  period: Period;
  now: Date;
}

/** Returns the difference of the prices for the days that are left, today included, rounded down to a won. */
export const quoteUpgrade = ({ from, to, monthly, period, now }: UpgradeCase) => {
  const end = dayAt(period.endsAt);
  const days = daysBetween(dayAt(period.startsAt), end);
  const daysLeft = daysBetween(dayAt(now), end);
  const share = Math.floor(((monthly[to] - monthly[from]) * daysLeft) / days);
  return { amount: share < leastCharge ? 0 : share, daysLeft, days };
};
