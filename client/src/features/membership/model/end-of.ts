import type { Subscription } from '@maru/contracts/http/user/subscription';

/** Returns the instant at which the perks end if nothing more is charged. */
export const endOf = ({ graceUntil, paidUntil }: Subscription): string => graceUntil ?? paidUntil;
