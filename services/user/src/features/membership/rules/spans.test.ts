import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { paidPlans, type PaidPlan } from '@maru/contracts/membership';
import { membershipAt, monthFrom, type Span } from './spans.js';

const at = (text: string) => new Date(`${text}+09:00`);
const now = at('2027-01-31T10:00:00');

describe('a month', () => {
  it('begins now and ends at midnight of its anchor', () => {
    expect(monthFrom([], 'basic', now)).toEqual({
      plan: 'basic',
      anchorDay: 31,
      startsAt: now,
      endsAt: at('2027-02-28T00:00:00'),
    });
  });

  it('begins when the paid time of its plan is over, and keeps its anchor', () => {
    const first = monthFrom([], 'basic', now);
    const second = monthFrom([first], 'basic', now);
    expect(second.startsAt).toEqual(first.endsAt);
    expect(second.endsAt).toEqual(at('2027-03-31T00:00:00'));
  });

  it('of a smaller plan begins after a larger one; a larger plan begins at once', () => {
    const premium = monthFrom([], 'premium', now);
    expect(monthFrom([premium], 'basic', now).startsAt).toEqual(premium.endsAt);
    const basic = monthFrom([], 'basic', now);
    expect(monthFrom([basic], 'premium', now).startsAt).toEqual(now);
  });

  it('after a span that a refund has cut since the payment is a whole month with an anchor of its own', () => {
    const cut: Span = { plan: 'basic', anchorDay: 1, startsAt: at('2027-01-01T09:00:00'), endsAt: now };
    const paidAt = at('2027-01-31T09:55:00');
    expect(monthFrom([cut], 'basic', paidAt)).toMatchObject({
      anchorDay: 31,
      startsAt: now,
      endsAt: at('2027-02-28T00:00:00'),
    });
  });

  it('after a gap has an anchor of its own', () => {
    const past = monthFrom([], 'basic', at('2026-11-30T10:00:00'));
    expect(monthFrom([past], 'basic', now).anchorDay).toBe(31);
  });
});

describe('a membership', () => {
  it('without a span is FREE', () => {
    expect(membershipAt([], now)).toEqual({ plan: 'free', until: null });
  });

  it('lasts until the end of spans that touch', () => {
    const first = monthFrom([], 'basic', now);
    const second = monthFrom([first], 'basic', now);
    expect(membershipAt([second, first], now)).toEqual({
      plan: 'basic',
      until: second.endsAt.toISOString(),
    });
  });

  it('is the larger of two plans, and only until that one ends', () => {
    const basic = monthFrom([], 'basic', at('2027-02-20T10:00:00'));
    const premium = monthFrom([], 'premium', now);
    const later = at('2027-02-21T00:00:00');
    expect(membershipAt([basic, premium], later)).toEqual({
      plan: 'premium',
      until: premium.endsAt.toISOString(),
    });
    expect(membershipAt([basic, premium], premium.endsAt).plan).toBe('basic');
  });

  it('holds its plan at every instant before its end, and no longer', () => {
    const purchases = fc.array(
      fc.record({
        plan: fc.constantFrom<PaidPlan>(...paidPlans),
        afterHours: fc.integer({ min: 0, max: 900 }),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(purchases, fc.integer({ min: 0, max: 3_000 }), (bought, hours) => {
        let time = now.getTime();
        const spans: Span[] = [];
        for (const { plan, afterHours } of bought) {
          time += afterHours * 3_600_000;
          spans.push(monthFrom(spans, plan, new Date(time)));
        }
        const looked = new Date(now.getTime() + hours * 3_600_000);
        const { plan, until } = membershipAt(spans, looked);
        if (!until) return;
        const order = ['free', 'basic', 'premium'];
        const just = membershipAt(spans, new Date(Date.parse(until) - 1)).plan;
        const after = membershipAt(spans, new Date(until)).plan;
        expect(order.indexOf(just)).toBeGreaterThanOrEqual(order.indexOf(plan));
        expect(order.indexOf(after)).toBeLessThan(order.indexOf(plan));
      }),
    );
  });
});
