import type { Order } from '@maru/contracts/http/user/membership';

/** Returns the address of the receipt. Only web addresses become links. */
export const receiptOf = ({ receiptUrl }: Order): string | undefined =>
  receiptUrl && /^https?:\/\//.test(receiptUrl) ? receiptUrl : undefined;
