import { expect, it } from '@jest/globals';
import { anOrder, anUnpaidOrder, kst } from '@/testing/membership';
import { aSubscription } from '@/testing/subscription';
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

it('the running period of a subscription is not refunded by itself; its past periods and bought months are', () => {
  const running = anOrder({ kind: 'renewal', span: { startsAt: kst('12-01'), endsAt: kst('1-01') } });
  expect(refundableUntil(running, aSubscription())).toBeNull();
  expect(refundableUntil({ ...running, kind: 'month' }, aSubscription())).not.toBeNull();
  expect(refundableUntil(running, aSubscription({ paidUntil: kst('1-31') }))).not.toBeNull();
});
