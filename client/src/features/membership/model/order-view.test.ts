import { describe, expect, it } from '@jest/globals';
import { anOrder, anUnpaidOrder } from '@/testing/membership';
import { isPending, viewOf } from './order-view';

const success = { result: 'success', code: null } as const;
const failed = (code: string | null) => ({ result: 'fail', code }) as const;

describe('an order as its buyer sees it', () => {
  it.each([
    [anUnpaidOrder(), success, { kind: 'unfinished' }],
    [anUnpaidOrder({ state: 'confirming' }), success, { kind: 'confirming' }],
    [anOrder(), success, { kind: 'paid' }],
    [anOrder(), failed('REJECT_CARD_COMPANY'), { kind: 'paid' }],
    [anOrder({ isRefunding: true }), success, { kind: 'refundAsked' }],
    [anOrder({ refundedAmount: 1_200 }), success, { kind: 'refunded' }],
    [anOrder({ state: 'refunding' }), success, { kind: 'refunding' }],
    [anOrder({ state: 'refunded', refundedAmount: 2_500 }), success, { kind: 'refunded' }],
    [anUnpaidOrder({ state: 'abandoned' }), success, { kind: 'closed' }],
    [anUnpaidOrder({ state: 'abandoned' }), failed('PAY_PROCESS_CANCELED'), { kind: 'left' }],
    [
      anUnpaidOrder({ state: 'abandoned' }),
      failed('REJECT_CARD_COMPANY'),
      { kind: 'failed', failure: 'rejected' },
    ],
    [
      anUnpaidOrder({ state: 'failed', failureCode: 'INVALID_STOPPED_CARD' }),
      success,
      { kind: 'failed', failure: 'stopped' },
    ],
  ])('%# follows from its state and the way back', (order, returnedBy, view) =>
    expect(viewOf(order, returnedBy)).toEqual(view),
  );

  it.each([null, 'toString', '__proto__', '<b>'])('a failure with the code %p has general words', (code) => {
    const order = anUnpaidOrder({ state: 'failed', failureCode: code });
    expect(viewOf(order, success)).toEqual({ kind: 'failed', failure: 'other' });
  });

  it('changes by itself while its payment or a refund is not known', () => {
    expect(isPending(anOrder())).toBe(false);
    expect(isPending(anUnpaidOrder({ state: 'confirming' }))).toBe(true);
    expect(isPending(anOrder({ state: 'refunding' }))).toBe(true);
    expect(isPending(anOrder({ isRefunding: true }))).toBe(true);
  });
});
