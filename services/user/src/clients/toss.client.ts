import { z } from 'zod';

const cancel = z.object({
  cancelAmount: z.number().int(),
  cancelReason: z.string(),
  transactionKey: z.string(),
  canceledAt: z.iso.datetime({ offset: true }),
});
export type TossCancel = z.infer<typeof cancel>;

const list = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((items) => items ?? []);

/** A field that is only shown or logged: an unexpected one must not keep an order from its money. */
const decoration = (max: number) => z.string().max(max).nullish().catch(null);

/** The fields of Toss' Payment object (version 2022-11-16) that the ledger needs. Toss may add fields at any time. */
export const tossPayment = z.object({
  paymentKey: z.string(),
  orderId: z.string(),
  status: z.string(),
  currency: z.string(),
  totalAmount: z.number().int(),
  balanceAmount: z.number().int(),
  method: decoration(40),
  approvedAt: z.iso.datetime({ offset: true }).nullish(),
  card: z
    .object({ issuerCode: decoration(4), number: decoration(40) })
    .nullish()
    .catch(null),
  receipt: z
    .object({ url: decoration(1_000) })
    .nullish()
    .catch(null),
  failure: z
    .object({ code: decoration(64) })
    .nullish()
    .catch(null),
  cancels: list(cancel),
});
export type TossPayment = z.infer<typeof tossPayment>;

/** One movement of money. */
export const tossTransaction = z.object({
  transactionKey: z.string(),
  orderId: z.string(),
  status: z.string(),
});
export type TossTransaction = z.infer<typeof tossTransaction>;

export interface TransactionWindow {
  /** Both as days in Korea; `endDay` is the first one that is left out. */
  startDay: string;
  endDay: string;
  /** The last transaction of the page before. */
  after?: string;
}

/**
 * `declined`: no money has moved, and none will by this request. `unknown`: it may have, or will yet. `missing`: Toss knows no
 * such payment.
 */
export type TossAnswer =
  | { kind: 'payment'; payment: TossPayment }
  | { kind: 'declined'; code: string }
  | { kind: 'missing' }
  | { kind: 'unknown'; code: string };

/** A request that moves money: sent as it is, each time, under one key. */
export interface TossRequest {
  body: unknown;
  idempotencyKey: string;
}

/** Toss Payments. Requests about one payment don't throw, whatever Toss answers. */
export interface TossClient {
  confirm(request: TossRequest): Promise<TossAnswer>;
  find(paymentKey: string): Promise<TossAnswer>;
  cancel(paymentKey: string, request: TossRequest): Promise<TossAnswer>;
  /** Returns a page of movements, the oldest first; an empty one is the last. @throws If Toss gives no page. */
  listTransactions(window: TransactionWindow): Promise<TossTransaction[]>;
}
