import type { Answer, Payments } from './payments.js';
import { kstTime, type Cancel, type Payment } from './payment.js';
import { newKey, type TossState } from './state.js';
import { tossError } from './toss-error.js';

export interface CancelRequest {
  cancelReason: string;
  /** The whole balance without it. */
  cancelAmount?: number;
  refundReceiveAccount?: { bank: string; accountNumber: string; holderName: string };
}

const cancelable = ['DONE', 'PARTIAL_CANCELED', 'WAITING_FOR_DEPOSIT'];

const refuse = (payment: Payment, { cancelAmount, refundReceiveAccount }: CancelRequest): void => {
  if (payment.status === 'CANCELED') throw tossError('ALREADY_CANCELED_PAYMENT');
  if (!cancelable.includes(payment.status)) throw tossError('NOT_CANCELABLE_PAYMENT');
  const amount = cancelAmount ?? payment.balanceAmount;
  if (amount > payment.balanceAmount) throw tossError('NOT_CANCELABLE_AMOUNT');
  if (!payment.virtualAccount) return;
  const isDeposited = payment.status !== 'WAITING_FOR_DEPOSIT';
  if (isDeposited && !refundReceiveAccount) throw tossError('INVALID_REFUND_ACCOUNT_INFO');
  if (!isDeposited && amount < payment.balanceAmount) throw tossError('NOT_ALLOWED_PARTIAL_REFUND');
};

/** Gives money back, by the API or in the merchant's dashboard; an account that was paid into needs the buyer's account. */
export const cancelPayment = (
  { state, payments }: { state: TossState; payments: Payments },
  paymentKey: string,
  request: CancelRequest,
): Answer => {
  const stored = payments.find(paymentKey);
  const { payment } = stored;
  refuse(payment, request);
  const amount = request.cancelAmount ?? payment.balanceAmount;
  const transactionKey = newKey('txrd');
  payment.balanceAmount -= amount;
  const cancel: Cancel = {
    cancelAmount: amount,
    cancelReason: request.cancelReason,
    taxFreeAmount: 0,
    taxExemptionAmount: 0,
    refundableAmount: payment.balanceAmount,
    easyPayDiscountAmount: 0,
    canceledAt: kstTime(state.now()),
    transactionKey,
    receiptKey: null,
    cancelStatus: 'DONE',
  };
  payment.cancels = [...(payment.cancels ?? []), cancel];
  stored.deadline = null;
  const status = payment.balanceAmount === 0 ? 'CANCELED' : 'PARTIAL_CANCELED';
  payments.move(stored, status, amount, transactionKey);
  return { status: 200, body: payment };
};
