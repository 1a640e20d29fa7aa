import { limits } from '@maru/contracts/limits';
import { paidPlan } from '@maru/contracts/membership';
import { z } from 'zod';
import { keptInTab } from './kept-in-tab';

/** `plan`: the one to subscribe to; null for another card of a subscription. */
const cardPurpose = z.object({ plan: paidPlan.nullable() });
export type CardPurpose = z.infer<typeof cardPurpose>;

/** The purposes of the windows that this tab has opened, by registration: the address that they return to does not tell. */
export const cardPurposes = keptInTab('card-purpose', cardPurpose);

const authKey = z.string().min(1).max(limits.toss.authKey);

/** The window adds the key to the address that it returns to. */
export const readAuthKey = (query: URLSearchParams): string | undefined =>
  authKey.safeParse(query.get('authKey')).data;

/** Keys that the window has returned with, by registration. They work once, and stay: after a reload they ask for the same result. */
export const returnedAuthKeys = keptInTab('auth-key', authKey);
