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

/** A card that a member has registered. */
export const tossCard = z
  .object({
    billingKey: z.string().min(1).max(200),
    card: z
      .object({ issuerCode: decoration(4), number: decoration(40) })
      .nullish()
      .catch(null),
  })
  .transform(({ billingKey, card }) => ({
    billingKey,
    issuerCode: card?.issuerCode ?? null,
    /** The last digits that Toss tells; some of them may be stars. */
    last4: card?.number?.slice(-4) ?? null,
  }));
export type TossCard = z.infer<typeof tossCard>;

/** Answers that say nothing definite of a request, or refuse it. */
export type TossRefusal = { kind: 'declined'; code: string } | { kind: 'unknown'; code: string };

export type TossCardAnswer = { kind: 'card'; card: TossCard } | TossRefusal;

/**
 * `declined`: no money has moved, and none will by this request. `unknown`: it may have, or will yet. `missing`: Toss knows no
 * such payment.
 */
export type TossAnswer = { kind: 'payment'; payment: TossPayment } | { kind: 'missing' } | TossRefusal;

/** A request that moves money: sent as it is, each time, under one key. */
export interface TossRequest {
  body: unknown;
  idempotencyKey: string;
}

/** Toss Payments. Requests about one payment don't throw, whatever Toss answers. */
export interface TossClient {
  confirm(request: TossRequest): Promise<TossAnswer>;
  find(paymentKey: string): Promise<TossAnswer>;
  /** The order's payment that took money, or its latest attempt. */
  findByOrder(orderId: string): Promise<TossAnswer>;
  /** Charges a registered card. */
  charge(billingKey: string, request: TossRequest): Promise<TossAnswer>;
  /** Makes a card chargeable that a member has authenticated in the window. */
  issueBillingKey(request: TossRequest): Promise<TossCardAnswer>;
  /** Returns true once Toss no longer has the key. */
  deleteBillingKey(billingKey: string): Promise<boolean>;
  cancel(paymentKey: string, request: TossRequest): Promise<TossAnswer>;
  /** Returns a page of movements, the oldest first; an empty one is the last. @throws If Toss gives no page. */
  listTransactions(window: TransactionWindow): Promise<TossTransaction[]>;
}
