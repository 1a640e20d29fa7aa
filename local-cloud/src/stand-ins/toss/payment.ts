/** Toss' Payment object, API version 2022-11-16. */
export type PaymentStatus =
  | 'READY'
  | 'IN_PROGRESS'
  | 'WAITING_FOR_DEPOSIT'
  | 'DONE'
  | 'CANCELED'
  | 'PARTIAL_CANCELED'
  | 'ABORTED'
  | 'EXPIRED';

export type PaymentMethod = '카드' | '간편결제' | '가상계좌' | '계좌이체';

export interface Card {
  amount: number;
  issuerCode: string;
  acquirerCode: string;
  number: string;
  installmentPlanMonths: number;
  approveNo: string;
  useCardPoint: boolean;
  cardType: '신용' | '체크';
  ownerType: '개인';
  acquireStatus: 'READY';
  isInterestFree: boolean;
  interestPayer: null;
}

export interface Cancel {
  cancelAmount: number;
  cancelReason: string;
  taxFreeAmount: number;
  taxExemptionAmount: number;
  refundableAmount: number;
  easyPayDiscountAmount: number;
  canceledAt: string;
  transactionKey: string;
  receiptKey: null;
  cancelStatus: 'DONE';
}

export interface VirtualAccount {
  accountType: '일반';
  accountNumber: string;
  bankCode: string;
  customerName: string;
  dueDate: string;
  refundStatus: 'NONE' | 'COMPLETED';
  expired: boolean;
  settlementStatus: 'INCOMPLETED';
  refundReceiveAccount: null;
}

export interface Payment {
  mId: string;
  version: '2022-11-16';
  paymentKey: string;
  type: 'NORMAL' | 'BILLING';
  orderId: string;
  orderName: string;
  currency: 'KRW';
  method: PaymentMethod | null;
  totalAmount: number;
  balanceAmount: number;
  status: PaymentStatus;
  requestedAt: string;
  approvedAt: string | null;
  useEscrow: false;
  lastTransactionKey: string | null;
  suppliedAmount: number;
  vat: number;
  cultureExpense: false;
  taxFreeAmount: 0;
  taxExemptionAmount: 0;
  cancels: Cancel[] | null;
  isPartialCancelable: boolean;
  card: Card | null;
  virtualAccount: VirtualAccount | null;
  secret: string | null;
  mobilePhone: null;
  giftCertificate: null;
  transfer: { bankCode: string; settlementStatus: 'INCOMPLETED' } | null;
  easyPay: { provider: string; amount: number; discountAmount: number } | null;
  metadata: Record<string, string> | null;
  receipt: { url: string } | null;
  checkout: { url: string } | null;
  country: 'KR';
  failure: { code: string; message: string } | null;
  cashReceipt: null;
  cashReceipts: null;
  discount: null;
}

/** The result that the buyer's card or bank gives when the payment is confirmed or the billing key is charged. */
export const outcomes = [
  'approve',
  'limit',
  'stopped',
  'lost',
  /** Answers PROVIDER_ERROR, without a charge. */
  'unsure',
  /** Answers PROVIDER_ERROR, with a charge. */
  'unsure-charged',
  /** Answers 500, without a charge. */
  'broken',
  /** Charges and never answers. */
  'silent-charged',
  /** Neither charges nor answers. */
  'silent',
] as const;
export type Outcome = (typeof outcomes)[number];

/** VAT within an amount, half up. */
export const vatOf = (amount: number): number => Math.round(amount / 11);

const kstOffsetMs = 9 * 3_600_000;

/** An instant as Toss writes it: seconds, in Korea's zone. */
export const kstTime = (ms: number): string =>
  `${new Date(ms + kstOffsetMs).toISOString().slice(0, 19)}+09:00`;
