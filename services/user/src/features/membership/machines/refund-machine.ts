import type { TossAnswer, TossCancel } from '../../../clients/toss.client.js';

export type RefundState = 'pending' | 'unknown' | 'done' | 'rejected';
export type RefundEvent = 'sent' | 'done' | 'rejected' | 'lost';

const transitions: Record<RefundState, Partial<Record<RefundEvent, RefundState>>> = {
  pending: { sent: 'pending', done: 'done', rejected: 'rejected', lost: 'unknown' },
  unknown: { sent: 'pending', done: 'done', rejected: 'rejected' },
  rejected: { done: 'done' },
  done: {},
};

/** Returns the state of a refund after an event, or undefined if the event changes nothing. */
export const nextRefundState = (state: RefundState, event: RefundEvent): RefundState | undefined =>
  transitions[state][event];

export type RefundNews =
  { event: 'done'; cancel: TossCancel } | { event: 'rejected'; code: string } | { event: 'lost' };

/** The refund's id is in the reason of its cancellation, which tells it from those made in Toss' dashboard. */
export const cancelReasonOf = (refundId: string): string => `Maru refund ${refundId}`;

export const findCancel = (cancels: readonly TossCancel[], refundId: string): TossCancel | undefined =>
  cancels.find(({ cancelReason }) => cancelReason === cancelReasonOf(refundId));

/** Reads an answer to sending the refund. */
export const readRefundAnswer = (answer: TossAnswer, refundId: string): RefundNews => {
  if (answer.kind === 'declined') return { event: 'rejected', code: answer.code };
  const cancel = answer.kind === 'payment' ? findCancel(answer.payment.cancels, refundId) : undefined;
  return cancel ? { event: 'done', cancel } : { event: 'lost' };
};

/** Reads the payment of a refund whose answer was lost. Less money than the refund needs means that it can't succeed any more. */
export const readRefundLookup = (
  answer: TossAnswer,
  { refundId, amount }: { refundId: string; amount: number },
): RefundNews => {
  const news = readRefundAnswer(answer, refundId);
  if (news.event === 'done' || answer.kind !== 'payment') return news;
  return answer.payment.balanceAmount < amount
    ? { event: 'rejected', code: 'NOT_CANCELABLE_AMOUNT' }
    : { event: 'lost' };
};
