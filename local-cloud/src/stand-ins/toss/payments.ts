import { digits, newKey, type StoredPayment, type TossState, type Transaction } from './state.js';
import {
  kstTime,
  vatOf,
  type Card,
  type Outcome,
  type Payment,
  type PaymentMethod,
  type PaymentStatus,
} from './payment.js';
import { tossError } from './toss-error.js';

const mId = 'tvivarepublica';
const windowMs = 30 * 60_000;
const confirmMs = 10 * 60_000;
const hourMs = 3_600_000;

/** The answer to a request that may move money; `isSilent` when the merchant never hears it, with status 0 when nothing was done. */
export interface Answer {
  status: number;
  body: unknown;
  isSilent?: boolean;
}

export interface NewPayment {
  orderId: string;
  orderName: string;
  amount: number;
  customerKey?: string;
  /** Hours until a virtual account expires. */
  validHours?: number;
}

interface Deps {
  state: TossState;
  /** Announces a payment's new status to the merchant. */
  announce: (payment: Payment, transactionKey: string | null) => void;
}

const declines: Partial<Record<Outcome, string>> = {
  limit: 'REJECT_CARD_PAYMENT',
  stopped: 'INVALID_STOPPED_CARD',
  lost: 'INVALID_CARD_LOST_OR_STOLEN',
};

export const cardOf = (amount: number): Card => ({
  amount,
  issuerCode: '61',
  acquirerCode: '31',
  number: `53275080****${digits(3)}*`,
  installmentPlanMonths: 0,
  approveNo: digits(8),
  useCardPoint: false,
  cardType: '신용',
  ownerType: '개인',
  acquireStatus: 'READY',
  isInterestFree: false,
  interestPayer: null,
});

export const blankPayment = (
  { orderId, orderName, amount }: NewPayment,
  { type, at }: { type: Payment['type']; at: number },
): Payment => ({
  mId,
  version: '2022-11-16',
  paymentKey: newKey('tpay'),
  type,
  orderId,
  orderName,
  currency: 'KRW',
  method: null,
  totalAmount: amount,
  balanceAmount: amount,
  status: 'READY',
  requestedAt: kstTime(at),
  approvedAt: null,
  useEscrow: false,
  lastTransactionKey: null,
  suppliedAmount: amount - vatOf(amount),
  vat: vatOf(amount),
  cultureExpense: false,
  taxFreeAmount: 0,
  taxExemptionAmount: 0,
  cancels: null,
  isPartialCancelable: true,
  card: null,
  virtualAccount: null,
  secret: newKey('ps'),
  mobilePhone: null,
  giftCertificate: null,
  transfer: null,
  easyPay: null,
  metadata: null,
  receipt: null,
  checkout: null,
  country: 'KR',
  failure: null,
  cashReceipt: null,
  cashReceipts: null,
  discount: null,
});

/** Payments from the window to the last refund. */
export class Payments {
  constructor(private readonly deps: Deps) {}

  /** Opens a window. */
  open(order: NewPayment): StoredPayment {
    const at = this.now();
    const stored: StoredPayment = {
      payment: blankPayment(order, { type: 'NORMAL', at }),
      deadline: at + windowMs,
      outcome: 'approve',
      method: '카드',
      customerKey: order.customerKey ?? null,
    };
    this.keep(stored);
    return stored;
  }

  /** The buyer has chosen a method in the window; the merchant has ten minutes to confirm. */
  authenticate(
    paymentKey: string,
    { method, outcome, validHours = 168 }: { method: PaymentMethod; outcome: Outcome; validHours?: number },
  ): StoredPayment {
    const stored = this.find(paymentKey);
    if (stored.payment.status !== 'READY') throw tossError('NOT_FOUND_PAYMENT_SESSION');
    Object.assign(stored, { method, outcome, deadline: this.now() + confirmMs });
    stored.payment.status = 'IN_PROGRESS';
    stored.payment.method = method;
    if (method === '가상계좌')
      stored.payment.virtualAccount = {
        accountType: '일반',
        accountNumber: `X${digits(13)}`,
        bankCode: '20',
        customerName: '마루',
        dueDate: kstTime(this.now() + Math.min(validHours, 720) * hourMs),
        refundStatus: 'NONE',
        expired: false,
        settlementStatus: 'INCOMPLETED',
        refundReceiveAccount: null,
      };
    this.deps.state.changed();
    return stored;
  }

  confirm({ paymentKey, orderId, amount }: { paymentKey: string; orderId: string; amount: number }): Answer {
    const stored = this.find(paymentKey, 'NOT_FOUND_PAYMENT_SESSION');
    const { payment, outcome, method } = stored;
    if (payment.status === 'DONE' || payment.status === 'WAITING_FOR_DEPOSIT' || payment.cancels)
      throw tossError('ALREADY_PROCESSED_PAYMENT');
    const isOpen = payment.status === 'IN_PROGRESS';
    if (!isOpen || payment.orderId !== orderId || payment.totalAmount !== amount)
      throw tossError('NOT_FOUND_PAYMENT_SESSION');
    if (this.deps.state.paymentsOf(orderId).some((other) => other.payment.approvedAt))
      throw tossError('DUPLICATED_ORDER_ID');
    if (amount < (method === '카드' || method === '간편결제' ? 100 : 200))
      throw tossError('BELOW_MINIMUM_AMOUNT');
    if (method === '가상계좌') return this.issueAccount(stored);
    return this.settle(stored, outcome);
  }

  /** Charges, or declines, as the buyer's card does. */
  settle(stored: StoredPayment, outcome: Outcome): Answer {
    const decline = declines[outcome];
    if (decline) throw this.abort(stored, decline);
    if (outcome === 'unsure') throw tossError('PROVIDER_ERROR');
    if (outcome === 'broken') throw tossError('FAILED_INTERNAL_SYSTEM_PROCESSING');
    if (outcome === 'silent') {
      stored.outcome = 'approve';
      return { status: 0, body: undefined, isSilent: true };
    }
    this.capture(stored);
    if (outcome === 'unsure-charged') throw tossError('PROVIDER_ERROR');
    return { status: 200, body: stored.payment, isSilent: outcome === 'silent-charged' };
  }

  find(paymentKey: string, missing = 'NOT_FOUND_PAYMENT'): StoredPayment {
    this.expire();
    const stored = this.deps.state.ledger.payments[paymentKey];
    if (!stored) throw tossError(missing);
    return stored;
  }

  /** The order's payment that took money, or its last attempt. */
  findByOrder(orderId: string): StoredPayment {
    this.expire();
    const all = this.deps.state.paymentsOf(orderId);
    const found = all.find(({ payment }) => payment.approvedAt) ?? all.at(-1);
    if (!found) throw tossError('NOT_FOUND_PAYMENT');
    return found;
  }

  /** A deposit to a virtual account, or the bank's correction of one. */
  deposit(paymentKey: string, isReversed = false): StoredPayment {
    const stored = this.find(paymentKey);
    const { payment } = stored;
    if (payment.status !== (isReversed ? 'DONE' : 'WAITING_FOR_DEPOSIT'))
      throw tossError('NOT_CANCELABLE_PAYMENT');
    if (isReversed) {
      Object.assign(payment, { approvedAt: null, receipt: null });
      this.move(stored, 'WAITING_FOR_DEPOSIT', payment.totalAmount);
    } else {
      payment.approvedAt = kstTime(this.now());
      stored.deadline = null;
      this.move(stored, 'DONE', payment.totalAmount);
    }
    return stored;
  }

  /** Ends every wait that took too long. */
  expire(): void {
    const now = this.now();
    for (const stored of Object.values(this.deps.state.ledger.payments))
      if (stored.deadline !== null && stored.deadline <= now) this.end(stored, 'EXPIRED');
  }

  keep(stored: StoredPayment): void {
    this.deps.state.ledger.payments[stored.payment.paymentKey] = stored;
    this.deps.state.changed();
  }

  abort(stored: StoredPayment, code: string) {
    const error = tossError(code);
    stored.payment.failure = { code, message: error.message };
    this.end(stored, 'ABORTED');
    return error;
  }

  /** Records a movement of money and announces the payment's new status. */
  move(
    stored: StoredPayment,
    status: Transaction['status'],
    amount: number,
    transactionKey = newKey('txrd'),
  ): void {
    const { payment, method, customerKey } = stored;
    payment.status = status;
    payment.lastTransactionKey = transactionKey;
    this.deps.state.ledger.transactions.push({
      mId,
      transactionKey,
      paymentKey: payment.paymentKey,
      orderId: payment.orderId,
      currency: 'KRW',
      method,
      customerKey,
      useEscrow: false,
      amount,
      status,
      transactionAt: kstTime(this.now()),
    });
    this.deps.state.changed();
    this.deps.announce(payment, transactionKey);
  }

  private capture(stored: StoredPayment): void {
    const { payment, method } = stored;
    const amount = payment.totalAmount;
    stored.deadline = null;
    payment.method = method;
    payment.approvedAt = kstTime(this.now());
    payment.receipt = { url: `https://dashboard.tosspayments.com/receipt/${payment.paymentKey}` };
    if (method === '카드') payment.card ??= cardOf(amount);
    if (method === '간편결제') payment.easyPay = { provider: '토스페이', amount, discountAmount: 0 };
    if (method === '계좌이체') payment.transfer = { bankCode: '20', settlementStatus: 'INCOMPLETED' };
    this.move(stored, 'DONE', amount);
  }

  private issueAccount(stored: StoredPayment): Answer {
    const { payment } = stored;
    stored.deadline = Date.parse(payment.virtualAccount?.dueDate ?? '');
    payment.status = 'WAITING_FOR_DEPOSIT';
    this.deps.state.changed();
    return { status: 200, body: payment };
  }

  private end(stored: StoredPayment, status: PaymentStatus): void {
    stored.deadline = null;
    stored.payment.status = status;
    if (stored.payment.virtualAccount) stored.payment.virtualAccount.expired = status === 'EXPIRED';
    this.deps.state.changed();
    this.deps.announce(stored.payment, null);
  }

  private now(): number {
    return this.deps.state.now();
  }
}
