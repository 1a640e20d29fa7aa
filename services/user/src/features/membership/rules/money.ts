/** The VAT within a price, in won: an eleventh, half up. */
export const vatIn = (amount: number): number => Math.round(amount / 11);

/** The part of a paid amount that `usedDays` of `days` don't use up, in won; the member never loses a fraction. */
export const unusedPart = (paid: number, { usedDays, days }: { usedDays: number; days: number }): number =>
  usedDays >= days ? 0 : paid - Math.floor((paid * usedDays) / days);
