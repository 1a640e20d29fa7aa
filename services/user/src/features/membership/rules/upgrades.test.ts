import { describe, expect, it } from '@jest/globals';
import { currentPrice } from '@maru/contracts/membership';
import { isLarger, largerThan, quoteUpgrade, smallerThan } from './upgrades.js';

const at = (text: string) => new Date(`${text}+09:00`);
const march = { startsAt: at('2027-03-05T00:00:00'), endsAt: at('2027-04-05T00:00:00') };
const february = { startsAt: at('2027-01-31T10:00:00'), endsAt: at('2027-02-28T00:00:00') };

describe('an upgrade', () => {
  it.each([
    [february, '2027-02-14T12:00:00', { amount: 1_250, daysLeft: 14, days: 28 }],
    [march, '2027-03-20T23:59:59', { amount: 1_290, daysLeft: 16, days: 31 }],
    [march, '2027-04-03T00:00:00', { amount: 161, daysLeft: 2, days: 31 }],
    [march, '2027-04-04T23:59:59', { amount: 0, daysLeft: 1, days: 31 }],
  ])('within %j at %s costs the difference for the days that are left', (period, now, quote) => {
    const given = { from: 'basic', to: 'premium', monthly: currentPrice.monthly, period } as const;
    expect(quoteUpgrade({ ...given, now: at(now) })).toEqual(quote);
  });

  it('leads to the next plan, and none leads beyond the largest', () => {
    expect([largerThan('basic'), largerThan('premium')]).toEqual(['premium', undefined]);
    expect([smallerThan('premium'), smallerThan('basic')]).toEqual(['basic', undefined]);
    expect([isLarger('premium', 'basic'), isLarger('basic', 'basic')]).toEqual([true, false]);
  });
});
