import { limits } from '@maru/contracts/limits';
import { z } from 'zod';

const returnedPayment = z.object({
  paymentKey: z.string().min(1).max(limits.toss.paymentKey),
  amount: z.coerce.number().int().positive(),
});
export type ReturnedPayment = z.infer<typeof returnedPayment>;

/** The payment window adds the payment to the address that it returns to. */
export const readReturnedPayment = (query: URLSearchParams): ReturnedPayment | undefined =>
  returnedPayment.safeParse(Object.fromEntries(query)).data;

const keyOf = (orderId: string) => `maru.payment.${orderId}`;

/** For tabs whose storage is blocked: a reload loses them. */
const inMemory = new Map<string, ReturnedPayment>();

/** Payments that are not confirmed yet, of this tab: they outlive a reload and a sign-in, and never stay in an address. */
export const returnedPayments = {
  keep(orderId: string, payment: ReturnedPayment): void {
    inMemory.set(orderId, payment);
    try {
      sessionStorage.setItem(keyOf(orderId), JSON.stringify(payment));
    } catch {
      // Memory has it.
    }
  },
  find(orderId: string): ReturnedPayment | undefined {
    try {
      const stored = JSON.parse(sessionStorage.getItem(keyOf(orderId)) ?? 'null') as unknown;
      return returnedPayment.safeParse(stored).data ?? inMemory.get(orderId);
    } catch {
      return inMemory.get(orderId);
    }
  },
  forget(orderId: string): void {
    inMemory.delete(orderId);
    try {
      sessionStorage.removeItem(keyOf(orderId));
    } catch {
      // As above.
    }
  },
};
