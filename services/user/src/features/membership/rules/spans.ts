import { largerPlan, plans, type Membership, type PaidPlan, type Plan } from '@maru/contracts/membership';
import { dayAt, nextAnchor, startOf } from './korean-days.js';

/** A span of a plan, until just before `endsAt`. */
export interface Span {
  plan: PaidPlan;
  anchorDay: number;
  startsAt: Date;
  endsAt: Date;
}

const isAtLeast = (plan: Plan, other: Plan): boolean => plans.indexOf(plan) >= plans.indexOf(other);

const planAt = (spans: readonly Span[], at: Date): Plan =>
  spans
    .filter(({ startsAt, endsAt }) => startsAt <= at && at < endsAt)
    .reduce<Plan>((plan, span) => largerPlan(plan, span.plan), 'free');

/** The plan at an instant, and until when the spans keep it at least as large. */
export const membershipAt = (spans: readonly Span[], at: Date): Membership => {
  const plan = planAt(spans, at);
  if (plan === 'free') return { plan, until: null };
  let until = at;
  for (;;) {
    const next = spans.find(
      (span) => isAtLeast(span.plan, plan) && span.startsAt <= until && until < span.endsAt,
    );
    if (!next) return { plan, until: until.toISOString() };
    until = next.endsAt;
  }
};

/** The span of a month bought at an instant: it begins when the paid time of this plan, and of larger ones, is over. */
export const monthFrom = (spans: readonly Span[], plan: PaidPlan, at: Date): Span => {
  const before = spans
    .filter((span) => span.endsAt > at && isAtLeast(span.plan, plan))
    .sort((a, b) => b.endsAt.getTime() - a.endsAt.getTime())[0];
  const startsAt = before?.endsAt ?? at;
  const startDay = dayAt(startsAt);
  // A span that a refund has cut since the payment ends within a day, and no longer on its anchor.
  const isUncut = startsAt.getTime() === startOf(startDay).getTime();
  const anchorDay = (isUncut ? before?.anchorDay : undefined) ?? startDay.day;
  return { plan, anchorDay, startsAt, endsAt: startOf(nextAnchor(startDay, anchorDay)) };
};
