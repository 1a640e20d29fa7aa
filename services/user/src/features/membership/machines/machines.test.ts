import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { orderStates, type OrderState } from '@maru/contracts/http/user/membership';
import type { TossAnswer, TossPayment } from '../../../clients/toss.client.js';
import { nextOrderState, type OrderEvent } from './order-machine.js';
import {
  mayResend,
  nextPaymentState,
  readPaymentAnswer,
  type PaymentEvent,
  type PaymentState,
} from './payment-machine.js';
import {
  cancelReasonOf,
  nextRefundState,
  readRefundAnswer,
  readRefundLookup,
  type RefundEvent,
  type RefundState,
} from './refund-machine.js';

const orderId = '01K5W8ZB3R6Y0QH2N7V4D9F1TX';

const aPayment = (change: Partial<TossPayment> = {}): TossAnswer => ({
  kind: 'payment',
  payment: {
    paymentKey: 'tpay_1',
    orderId,
    status: 'DONE',
    currency: 'KRW',
    totalAmount: 2_500,
    balanceAmount: 2_500,
    cancels: [],
    ...change,
  },
});

/** Runs a machine through events; those that it does not have change nothing. */
const run = <S, E>(next: (state: S, event: E) => S | undefined, first: S, events: readonly E[]): S[] =>
  events.reduce<S[]>(
    (states, event) => [...states, next(states.at(-1) ?? first, event) ?? states.at(-1) ?? first],
    [first],
  );

describe('an order', () => {
  const events: OrderEvent[] = [
    'confirmed',
    'abandoned',
    'delivered',
    'undeliverable',
    'declined',
    'refunded-in-full',
  ];

  it('is delivered or given back at most once, whatever happens', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events)), (given) => {
        const states = run<OrderState, OrderEvent>(nextOrderState, 'created', given);
        const changes = states.filter((state, index) => state !== states[index - 1]);
        expect(new Set(changes).size).toBe(changes.length);
        expect(changes.includes('paid') && changes.includes('refunding')).toBe(false);
      }),
    );
  });

  it('that was abandoned takes no payment', () => {
    for (const event of events) expect(nextOrderState('abandoned', event)).toBeUndefined();
  });

  it('reaches every state from its first one', () => {
    const reached = new Set<OrderState>(['created']);
    for (const state of reached)
      for (const event of events) {
        const next = nextOrderState(state, event);
        if (next) reached.add(next);
      }
    expect([...reached].sort()).toEqual([...orderStates].sort());
  });
});

describe('a payment', () => {
  const events: PaymentEvent[] = ['sent', 'captured', 'declined', 'lost'];

  it('that was captured stays so, and is never sent again', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events)), (given) => {
        const states = run<PaymentState, PaymentEvent>(nextPaymentState, 'ready', given);
        const captured = states.indexOf('captured');
        if (captured >= 0) expect(new Set(states.slice(captured)).size).toBe(1);
        const failed = states.indexOf('failed');
        if (failed >= 0) expect(states.slice(failed)).not.toContain('sent');
      }),
    );
  });

  it.each([
    ['DONE', 'captured'],
    ['CANCELED', 'captured'],
    ['PARTIAL_CANCELED', 'captured'],
    ['ABORTED', 'declined'],
    ['EXPIRED', 'declined'],
    ['READY', 'lost'],
    ['IN_PROGRESS', 'lost'],
    ['WAITING_FOR_DEPOSIT', 'lost'],
    ['A_STATUS_OF_TOMORROW', 'lost'],
  ])('with the status %s is %s', (status, event) => {
    expect(readPaymentAnswer(aPayment({ status }), orderId).event).toBe(event);
  });

  it('of another order pays nothing', () => {
    expect(readPaymentAnswer(aPayment({ orderId: 'another' }), orderId).event).toBe('declined');
  });

  it.each<[TossAnswer, string]>([
    [{ kind: 'declined', code: 'REJECT_CARD_PAYMENT' }, 'declined'],
    [{ kind: 'unknown', code: 'PROVIDER_ERROR' }, 'lost'],
    [{ kind: 'missing' }, 'lost'],
  ])('is decided by a definite answer only (%j)', (answer, event) => {
    expect(readPaymentAnswer(answer, orderId).event).toBe(event);
  });

  it('is sent again until Toss forgets its key after 15 days', () => {
    const sentAt = new Date('2027-01-01T00:00:00Z');
    expect(mayResend(null, sentAt)).toBe(true);
    expect(mayResend(sentAt, new Date('2027-01-15T23:59:59Z'))).toBe(true);
    expect(mayResend(sentAt, new Date('2027-01-16T00:00:00Z'))).toBe(false);
  });
});

describe('a refund', () => {
  const refundId = '01K5W8ZB3R6Y0QH2N7V4D9F1TY';
  const events: RefundEvent[] = ['sent', 'done', 'rejected', 'lost'];
  const cancel = (cancelReason: string) => ({
    cancelAmount: 1_000,
    cancelReason,
    transactionKey: 'txrd_1',
    canceledAt: '2027-01-01T00:00:00+09:00',
  });

  it('that is done stays so', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events)), (given) => {
        const states = run<RefundState, RefundEvent>(nextRefundState, 'pending', given);
        const done = states.indexOf('done');
        if (done >= 0) expect(new Set(states.slice(done)).size).toBe(1);
      }),
    );
  });

  it('is done once Toss names its id', () => {
    const own = aPayment({ cancels: [cancel('고객 요청'), cancel(cancelReasonOf(refundId))] });
    expect(readRefundAnswer(own, refundId).event).toBe('done');
    expect(readRefundAnswer(aPayment({ cancels: [cancel('고객 요청')] }), refundId).event).toBe('lost');
  });

  it('that was lost can no longer succeed when too little money is left', () => {
    const left = (balanceAmount: number) =>
      readRefundLookup(aPayment({ balanceAmount }), { refundId, amount: 1_000 }).event;
    expect([left(999), left(1_000)]).toEqual(['rejected', 'lost']);
  });
});
