import type { MembershipPage } from '@maru/contracts/http/user/membership';
import type { Plan } from '@maru/contracts/membership';

/** A membership that lasts for an hour, as its person's page has it. */
export const aMembershipPage = (plan: Plan): MembershipPage => ({
  membership: { plan, until: plan === 'free' ? null : new Date(Date.now() + 3_600_000).toISOString() },
  spans: [],
  offers: [],
});

/** The cached answer that gives the viewer a plan. */
export const knownPlan = (plan: Plan): [readonly string[], MembershipPage] => [
  ['membership'],
  aMembershipPage(plan),
];
