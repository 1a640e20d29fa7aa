import { z } from 'zod';
import { limits } from './limits.js';

/** Every plan, the smallest first. */
export const plans = ['free', 'basic', 'premium'] as const;
export const plan = z.enum(plans);
export type Plan = z.infer<typeof plan>;

export const paidPlans = ['basic', 'premium'] as const;
export const paidPlan = z.enum(paidPlans);
export type PaidPlan = z.infer<typeof paidPlan>;

/** Returns the larger of two plans. */
export const largerPlan = (a: Plan, b: Plan): Plan => (plans.indexOf(a) >= plans.indexOf(b) ? a : b);

export interface Perks {
  /** Maximum length of a message, in characters as `countCharacters` counts them. Longer ones from before stay readable. */
  messageText: number;
  /** The name of the plan beside the member's name. */
  hasBadge: boolean;
}

/** The perks of each plan. Services enforce them, and the client shows them. */
export const perksOf: Record<Plan, Perks> = {
  free: { messageText: 1_000, hasBadge: false },
  basic: { messageText: 2_000, hasBadge: true },
  premium: { messageText: limits.messageText.max, hasBadge: true },
};

export interface PriceRow {
  version: number;
  /** Won for a month, VAT included. */
  monthly: Record<PaidPlan, number>;
}

/** All prices since the start, the current ones last. A row never changes: subscribers keep the price that they agreed to. */
const prices: readonly [PriceRow, ...PriceRow[]] = [
  { version: 1, monthly: { basic: 2_500, premium: 5_000 } },
];

export const currentPrice: PriceRow = prices.at(-1) ?? prices[0];

/** The price that a member has agreed to. @throws If there is no such row. */
export const priceOf = (version: number): PriceRow => {
  const row = prices.find((each) => each.version === version);
  if (!row) throw new Error(`no price has version ${version}`);
  return row;
};

/** The membership of a person at this moment. */
export const membership = z.object({
  plan,
  /** When other services stop granting the plan's perks unless they hear of a new one; null for FREE. */
  until: z.iso.datetime().nullable(),
});
export type Membership = z.infer<typeof membership>;

/** Returns the plan that a membership grants at an instant. */
export const planAt = ({ plan: granted, until }: Membership, at: Date): Plan =>
  until !== null && at < new Date(until) ? granted : 'free';
