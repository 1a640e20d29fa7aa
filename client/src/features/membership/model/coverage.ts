import { largerPlan, type Plan } from '@maru/contracts/membership';

interface Span {
  plan: Plan;
  startsAt: string;
  endsAt: string;
}

const isOver = (span: Span, from: string, to: string): boolean => span.startsAt < to && from < span.endsAt;

const largestOf = (spans: readonly Span[]): Plan => spans.map(({ plan }) => plan).reduce(largerPlan, 'free');

/** Returns the plans that the paid spans give from now on, one after the other: on each day the largest. */
export const coverageOf = (spans: readonly Span[], now: string): Span[] => {
  const edges = [...new Set(spans.flatMap(({ startsAt, endsAt }) => [startsAt, endsAt]))].sort();
  const stretches: Span[] = [];
  for (const [index, startsAt] of edges.entries()) {
    const endsAt = edges[index + 1];
    if (!endsAt || endsAt <= now) continue;
    const plan = largestOf(spans.filter((span) => isOver(span, startsAt, endsAt)));
    if (plan === 'free') continue;
    const last = stretches.at(-1);
    if (last?.plan === plan && last.endsAt === startsAt) last.endsAt = endsAt;
    else stretches.push({ plan, startsAt, endsAt });
  }
  return stretches;
};

export interface Overlap {
  plan: Plan;
  /** The end of the last span that overlaps. */
  endsAt: string;
  /** The bought plan's perks apply on the days that overlap; otherwise it changes nothing on them. */
  isSmaller: boolean;
}

/** Returns the spans of the other plan that run during a month on offer, as one; `undefined` if none does. */
export const overlapOf = (offer: Span, spans: readonly Span[]): Overlap | undefined => {
  const last = spans
    .filter(({ plan }) => plan !== offer.plan)
    .filter((span) => isOver(span, offer.startsAt, offer.endsAt))
    .toSorted((a, b) => a.endsAt.localeCompare(b.endsAt))
    .at(-1);
  if (!last) return undefined;
  const isSmaller = largerPlan(last.plan, offer.plan) === offer.plan;
  return { plan: last.plan, endsAt: last.endsAt, isSmaller };
};
