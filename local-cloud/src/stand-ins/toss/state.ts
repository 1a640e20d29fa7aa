import { randomBytes, randomInt } from 'node:crypto';
import { JsonFile, type JsonFileOptions } from '../json-file.js';
import type { Outcome, Payment, PaymentMethod } from './payment.js';

/** A payment with the facts that only Toss knows. */
export interface StoredPayment {
  payment: Payment;
  /** Epoch milliseconds after which the window, the confirmation or the deposit is too late; null once nothing is awaited. */
  deadline: number | null;
  outcome: Outcome;
  method: PaymentMethod;
  customerKey: string | null;
}

/** A card that a customer registered for automatic billing. */
export interface BillingCard {
  billingKey: string;
  customerKey: string;
  number: string;
  issuerCode: string;
  cardType: '신용' | '체크';
  outcome: Outcome;
  authenticatedAt: string;
  isDeleted: boolean;
}

/** One movement of money. */
export interface Transaction {
  mId: string;
  transactionKey: string;
  paymentKey: string;
  orderId: string;
  currency: 'KRW';
  method: PaymentMethod;
  customerKey: string | null;
  useEscrow: false;
  amount: number;
  status: 'DONE' | 'CANCELED' | 'PARTIAL_CANCELED' | 'WAITING_FOR_DEPOSIT';
  transactionAt: string;
}

export interface StoredReply {
  status: number;
  body: unknown;
  at: number;
}

export interface Webhook {
  transmissionId: string;
  body: unknown;
  retriedCount: number;
  /** Epoch milliseconds of the next attempt. */
  dueAt: number;
}

interface Ledger {
  payments: Record<string, StoredPayment>;
  cards: Record<string, BillingCard>;
  /** One-time keys of the window for automatic billing, with the card that each stands for. */
  authKeys: Record<string, BillingCard>;
  transactions: Transaction[];
  replies: Record<string, StoredReply>;
  webhooks: Webhook[];
  /** Toss' clock runs ahead of the machine's by this many milliseconds. */
  aheadMs: number;
}

const emptyLedger = (): Ledger => ({
  payments: {},
  cards: {},
  authKeys: {},
  transactions: [],
  replies: {},
  webhooks: [],
  aheadMs: 0,
});

/** Everything that Toss remembers. */
export class TossState {
  private readonly file: JsonFile<Ledger>;

  constructor(path: string, options: JsonFileOptions = {}) {
    this.file = new JsonFile(path, emptyLedger, options);
  }

  get ledger(): Ledger {
    return this.file.value;
  }

  now(): number {
    return Date.now() + this.ledger.aheadMs;
  }

  changed(): void {
    this.file.changed();
  }

  flush(): void {
    this.file.flush();
  }

  /** The payments of an order: attempts that ended without money, and at most one that took some. */
  paymentsOf(orderId: string): StoredPayment[] {
    return Object.values(this.ledger.payments).filter(({ payment }) => payment.orderId === orderId);
  }
}

export const newKey = (prefix: string): string => `${prefix}_${randomBytes(15).toString('base64url')}`;
export const digits = (count: number): string => Array.from({ length: count }, () => randomInt(10)).join('');
