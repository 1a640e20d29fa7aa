import { z } from 'zod';
import { tossError } from './toss-error.js';

const orderId = z.string().regex(/^[A-Za-z0-9\-_=]{6,64}$/);
const orderName = z.string().min(1).max(100);
const amount = z.number().int().positive();
const customerKey = z.string().regex(/^[A-Za-z0-9\-_=.@]{2,300}$/);
const paymentKey = z.string().min(1).max(200);

export const confirmRequest = z.object({ paymentKey, orderId, amount });

export const cancelRequest = z.object({
  cancelReason: z.string().min(1).max(200),
  cancelAmount: amount.optional(),
  refundReceiveAccount: z
    .object({
      bank: z.string().min(1),
      accountNumber: z.string().regex(/^\d{1,20}$/),
      holderName: z.string().min(1).max(60),
    })
    .optional(),
});

export const issueRequest = z.object({ authKey: z.string().min(1).max(300), customerKey });

export const chargeRequest = z.object({ customerKey, amount, orderId, orderName });

export const transactionsQuery = z.object({
  startDate: z.string().min(1),
  endDate: z.string().min(1),
  startingAfter: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(10_000).default(100),
});

const returnUrls = { successUrl: z.url(), failUrl: z.url() };

/** The parameters of the SDK's `requestPayment`. */
export const windowRequest = z.object({
  method: z.string(),
  orderId,
  orderName,
  amount,
  customerKey: customerKey.optional(),
  validHours: z.number().int().min(1).max(720).optional(),
  ...returnUrls,
});
export type WindowRequest = z.infer<typeof windowRequest>;

/** The parameters of the SDK's `requestBillingAuth`. */
export const billingWindowRequest = z.object({ customerKey, ...returnUrls });
export type BillingWindowRequest = z.infer<typeof billingWindowRequest>;

/** @throws INVALID_REQUEST */
export const parse = <T>(schema: z.ZodType<T>, input: unknown): T => {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw tossError('INVALID_REQUEST');
  return parsed.data;
};
