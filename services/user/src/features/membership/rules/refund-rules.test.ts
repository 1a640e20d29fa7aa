import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dayAt, startOf } from './korean-days.js';
import { vatIn } from './money.js';
import { fullRefundUntil, quoteRefund, type RefundCase } from './refund-rules.js';
import { monthFrom } from './spans.js';

const at = (text: string) => new Date(`${text}+09:00`);
const boughtAt = (text: string, given: Partial<RefundCase> = {}): RefundCase => {
  const paidAt = at(text);
  const span = monthFrom([], 'premium', paidAt);
  return { paid: 5_000, refunded: 0, paidAt, span, isUsed: true, now: paidAt, ...given };
};

describe('a refund', () => {
  it('of 5,000 on day 10 of 31 gives back 3,388', () => {
    const now = at('2027-03-14T23:59:59');
    expect(quoteRefund(boughtAt('2027-03-05T12:00:00', { now }))).toMatchObject({
      amount: 3_388,
      rule: 'pro-rata',
    });
  });

  it('gives back nothing on the last day', () => {
    const now = at('2027-04-04T00:00:00');
    expect(quoteRefund(boughtAt('2027-03-05T12:00:00', { now }))).toMatchObject({ amount: 0, rule: 'none' });
  });

  it('after a part was refunded gives back no more than the rest', () => {
    const now = at('2027-03-14T12:00:00');
    const quote = quoteRefund(boughtAt('2027-03-05T12:00:00', { now, refunded: 3_388 }));
    expect(quote).toMatchObject({ amount: 0, rule: 'none' });
  });

  it('of an unused purchase is full until the end of the seventh day', () => {
    const given = (now: string) => boughtAt('2027-03-05T12:00:00', { isUsed: false, now: at(now) });
    expect(quoteRefund(given('2027-03-12T23:59:59'))).toMatchObject({ amount: 5_000, rule: 'full' });
    expect(quoteRefund(given('2027-03-13T00:00:00'))).toMatchObject({ amount: 3_549, rule: 'pro-rata' });
  });

  it('of a purchase whose seventh day is a holiday is full until the next working day', () => {
    expect(fullRefundUntil(at('2027-01-30T10:00:00'))).toEqual(at('2027-02-11T00:00:00'));
  });

  it('of a span that has not begun is full, also when a perk of an earlier span was used', () => {
    const first = monthFrom([], 'premium', at('2027-03-05T12:00:00'));
    const span = monthFrom([first], 'premium', at('2027-03-05T12:00:00'));
    const now = at('2027-03-30T12:00:00');
    expect(quoteRefund(boughtAt('2027-03-05T12:00:00', { span, now }))).toMatchObject({ amount: 5_000 });
  });

  it('never exceeds the payment, and never grows while a purchase is used', () => {
    fc.assert(
      fc.property(
        fc.date({ min: at('2026-12-01T00:00:00'), max: at('2032-12-01T00:00:00'), noInvalidDate: true }),
        fc.integer({ min: 100, max: 100_000 }),
        fc.integer({ min: 0, max: 40 }),
        (paidAt, paid, days) => {
          const span = monthFrom([], 'basic', paidAt);
          const on = (later: number) => startOf(dayAt(paidAt).add({ days: later }));
          const quote = (later: number) =>
            quoteRefund({ paid, refunded: 0, paidAt, span, isUsed: true, now: on(later) }).amount;
          expect(quote(days)).toBeLessThanOrEqual(paid);
          expect(quote(days + 1)).toBeLessThanOrEqual(quote(days));
          expect(quote(31)).toBe(0);
        },
      ),
    );
  });
});

it.each([
  [2_500, 227],
  [5_000, 455],
  [1_500, 136],
])('%i won contain %i won of VAT', (amount, vat) => {
  expect(vatIn(amount)).toBe(vat);
});
