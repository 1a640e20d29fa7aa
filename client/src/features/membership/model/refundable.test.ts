import { expect, it } from '@jest/globals';
import { anOrder, anUnpaidOrder, kst } from '@/testing/membership';
import { refundableUntil } from './refundable';

it('a paid month can be refunded until its last day begins in Korea', () => {
  expect(refundableUntil(anOrder())).toBe(kst('12-28'));
  expect(refundableUntil(anOrder({ refundedAmount: 100 }))).toBe(kst('12-28'));
});

it('nothing can be refunded twice, or without a payment', () => {
  expect(refundableUntil(anOrder({ isRefunding: true }))).toBeNull();
  expect(refundableUntil(anOrder({ state: 'refunded' }))).toBeNull();
  expect(refundableUntil(anUnpaidOrder())).toBeNull();
});
