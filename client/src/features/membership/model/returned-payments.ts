import { limits } from '@maru/contracts/limits';
import { z } from 'zod';
import { keptInTab } from './kept-in-tab';

const returnedPayment = z.object({
  paymentKey: z.string().min(1).max(limits.toss.paymentKey),
  amount: z.coerce.number().int().positive(),
});
export type ReturnedPayment = z.infer<typeof returnedPayment>;

/** The payment window adds the payment to the address that it returns to. */
export const readReturnedPayment = (query: URLSearchParams): ReturnedPayment | undefined =>
  returnedPayment.safeParse(Object.fromEntries(query)).data;

/** Payments that are not confirmed yet, by their order. */
export const returnedPayments = keptInTab('payment', returnedPayment);
