import type { TossAnswer, TossPayment } from '../../../clients/toss.client.js';

export type PaymentState = 'ready' | 'sent' | 'unknown' | 'captured' | 'failed';
export type PaymentEvent = 'sent' | 'captured' | 'declined' | 'lost';

/** A payment is sent again only under the same key, until its result is known. */
const transitions: Record<PaymentState, Partial<Record<PaymentEvent, PaymentState>>> = {
  ready: { sent: 'sent' },
  sent: { sent: 'sent', captured: 'captured', declined: 'failed', lost: 'unknown' },
  unknown: { sent: 'sent', captured: 'captured', declined: 'failed' },
  failed: { captured: 'captured' },
  captured: {},
};

/** Returns the state of a payment after an event, or undefined if the event changes nothing. */
export const nextPaymentState = (state: PaymentState, event: PaymentEvent): PaymentState | undefined =>
  transitions[state][event];

/** Toss keeps an idempotency key for 15 days: later, sending again could charge twice. */
const keyLifeMs = 15 * 86_400_000;

export const mayResend = (firstSentAt: Date | null, now: Date): boolean =>
  !firstSentAt || now.getTime() - firstSentAt.getTime() < keyLifeMs;

/** The meaning of an answer of Toss for a payment. */
export type PaymentNews =
  { event: 'captured'; payment: TossPayment } | { event: 'declined'; code: string } | { event: 'lost' };

const newsOf = (payment: TossPayment, orderId: string): PaymentNews => {
  if (payment.orderId !== orderId) return { event: 'declined', code: 'NOT_FOUND_PAYMENT_SESSION' };
  switch (payment.status) {
    case 'DONE':
    case 'CANCELED':
    case 'PARTIAL_CANCELED':
      return { event: 'captured', payment };
    case 'ABORTED':
    case 'EXPIRED':
      return { event: 'declined', code: payment.failure?.code ?? payment.status };
    default:
      return { event: 'lost' };
  }
};

/** Reads an answer to sending the payment, or to asking for it. Only a definite answer is news; all else is lost. */
export const readPaymentAnswer = (answer: TossAnswer, orderId: string): PaymentNews => {
  if (answer.kind === 'payment') return newsOf(answer.payment, orderId);
  if (answer.kind === 'declined') return { event: 'declined', code: answer.code };
  return { event: 'lost' };
};
