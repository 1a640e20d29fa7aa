import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { SubscriptionRecord } from '../../../repositories/subscriptions.repository.js';
import {
  decideRenewal,
  isCardDead,
  nextSubscriptionState,
  type RenewalCase,
  type SubscriptionEvent,
} from './subscription-machine.js';

const at = (text: string) => new Date(`${text}+09:00`);
const midnight = (day: string) => at(`${day}T00:00:00`);

const active: SubscriptionRecord = {
  subscriptionId: '01K5W8ZB3R6Y0QH2N7V4D9F1TX',
  userId: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  openUserId: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  plan: 'basic',
  nextPlan: 'basic',
  priceVersion: 1,
  cardId: '01K5W8ZB3R6Y0QH2N7V4D9F1TY',
  isCardUsable: true,
  state: 'active',
  anchorDay: 5,
  paidFrom: midnight('2027-02-05'),
  paidUntil: midnight('2027-03-05'),
  graceUntil: null,
  noticedAt: null,
  createdAt: midnight('2027-02-05'),
  endedAt: null,
};
const noticed = { noticedAt: midnight('2027-02-26') };
const overdue = { state: 'past_due' as const, graceUntil: midnight('2027-03-12'), ...noticed };

const decide = (
  now: string,
  change: Partial<SubscriptionRecord> = {},
  rest: Partial<Omit<RenewalCase, 'now' | 'subscription'>> = {},
) =>
  decideRenewal({
    subscription: { ...active, ...change },
    isDeparting: false,
    isAttemptOpen: false,
    lastAttemptAt: undefined,
    now: at(now),
    ...rest,
  });

describe('an active subscription', () => {
  it('waits for its notice, sends it, and waits for the charge', () => {
    expect(decide('2027-02-20T00:00:00')).toEqual({ do: 'wait', until: midnight('2027-02-26') });
    expect(decide('2027-02-26T00:00:00')).toEqual({ do: 'notice' });
    expect(decide('2027-02-26T00:00:01', noticed)).toEqual({ do: 'wait', until: midnight('2027-03-05') });
    expect(decide('2027-03-05T00:00:00', noticed)).toEqual({ do: 'charge' });
  });

  it('is never charged without a notice, which the charge follows by seven days', () => {
    expect(decide('2027-03-05T00:00:00')).toEqual({ do: 'notice' });
    const late = { noticedAt: at('2027-03-05T00:00:00') };
    expect(decide('2027-03-05T00:00:01', late)).toEqual({ do: 'wait', until: midnight('2027-03-12') });
    expect(decide('2027-03-12T00:00:00', late)).toEqual({ do: 'charge' });
  });

  it('waits while a charge is open, and never makes another one', () => {
    expect(decide('2027-03-05T00:00:00', noticed, { isAttemptOpen: true }).do).toBe('wait');
  });

  it('is charged once for a period whose charge was late', () => {
    const change = { anchorDay: 31, paidUntil: midnight('2027-01-31'), noticedAt: midnight('2027-01-24') };
    expect(decide('2027-02-03T09:00:00', change)).toEqual({ do: 'charge' });
  });

  it('waives periods that have ended, and is charged for the present one', () => {
    const change = { anchorDay: 31, paidUntil: midnight('2027-01-31'), noticedAt: midnight('2027-01-24') };
    const decision = decide('2027-03-05T09:00:00', change);
    expect(decision).toEqual({
      do: 'waive',
      next: { startsAt: midnight('2027-02-28'), endsAt: midnight('2027-03-31') },
    });
    const moved = { ...change, paidUntil: midnight('2027-02-28') };
    expect(decide('2027-03-05T09:00:00', moved)).toEqual({ do: 'charge' });
  });

  it('ends when its account is to be erased, whatever is open', () => {
    expect(decide('2027-02-20T00:00:00', {}, { isDeparting: true, isAttemptOpen: true })).toEqual({
      do: 'end',
    });
  });
});

describe('an overdue subscription', () => {
  const failedAt = { lastAttemptAt: at('2027-03-05T10:00:00') };

  it('is not charged for a period that has passed meanwhile', () => {
    const change = { ...overdue, anchorDay: 31, paidUntil: midnight('2027-01-31') };
    expect(decide('2027-03-05T09:00:00', change).do).toBe('waive');
  });

  it('is charged at 09:00 of the next day', () => {
    expect(decide('2027-03-05T10:00:01', overdue, failedAt)).toEqual({
      do: 'wait',
      until: at('2027-03-06T09:00:00'),
    });
    expect(decide('2027-03-06T09:00:00', overdue, failedAt)).toEqual({ do: 'charge' });
  });

  it('is not charged before a new card once its card is dead', () => {
    const dead = { ...overdue, isCardUsable: false };
    expect(decide('2027-03-06T09:00:00', dead, failedAt)).toEqual({
      do: 'wait',
      until: at('2027-03-07T09:00:00'),
    });
    expect(decide('2027-03-11T10:00:00', dead, failedAt)).toEqual({
      do: 'wait',
      until: midnight('2027-03-12'),
    });
  });

  it('ends with its grace, unless a charge is open', () => {
    expect(decide('2027-03-11T23:59:59', overdue, { lastAttemptAt: at('2027-03-11T09:00:00') }).do).toBe(
      'wait',
    );
    expect(decide('2027-03-12T00:00:00', overdue, failedAt)).toEqual({ do: 'end' });
    expect(decide('2027-03-12T00:00:00', overdue, { ...failedAt, isAttemptOpen: true }).do).toBe('wait');
  });
});

describe('a cancelled subscription', () => {
  it('is never charged, and ends with its paid period', () => {
    const cancelled = { state: 'cancelling' as const };
    expect(decide('2027-02-20T00:00:00', cancelled).do).toBe('wait');
    expect(decide('2027-02-28T00:00:00', cancelled)).toEqual({ do: 'wait', until: midnight('2027-03-05') });
    expect(decide('2027-03-05T00:00:00', cancelled)).toEqual({ do: 'end' });
  });

  it('that was overdue ends with its grace', () => {
    const cancelled = { ...overdue, state: 'cancelling' as const };
    expect(decide('2027-03-06T09:00:00', cancelled).do).toBe('wait');
    expect(decide('2027-03-12T00:00:00', cancelled)).toEqual({ do: 'end' });
  });
});

it.each(['starting', 'ended'] as const)('a subscription that is %s has nothing to do', (state) => {
  expect(decide('2027-03-05T00:00:00', { state })).toEqual({ do: 'stop' });
});

it('an ended subscription stays ended, and a cancelled one is charged only by a charge that was under way', () => {
  const events: SubscriptionEvent[] = [
    'charged',
    'failed',
    'cancelled',
    'resumed',
    'resumed-overdue',
    'ended',
  ];
  for (const event of events) expect(nextSubscriptionState('ended', event)).toBeUndefined();
  expect(nextSubscriptionState('cancelling', 'charged')).toBe('cancelling');
  expect(nextSubscriptionState('cancelling', 'failed')).toBeUndefined();
});

it('an overdue subscription never waits beyond the end of its grace', () => {
  const minutes = fc.integer({ min: 0, max: 7 * 24 * 60 - 1 });
  fc.assert(
    fc.property(minutes, minutes, fc.boolean(), (first, later, isCardUsable) => {
      const from = midnight('2027-03-05').getTime();
      const [lastAttemptAt, now] = [first, Math.max(first, later)].map((m) => new Date(from + m * 60_000));
      const given = { isDeparting: false, isAttemptOpen: false, lastAttemptAt, now: now ?? new Date(from) };
      const decision = decideRenewal({ ...given, subscription: { ...active, ...overdue, isCardUsable } });
      if (decision.do === 'wait') expect(decision.until.getTime()).toBeGreaterThan(given.now.getTime());
      if (decision.do === 'wait') expect(decision.until <= overdue.graceUntil).toBe(true);
      else expect(decision.do).toBe('charge');
    }),
  );
});

it.each([
  ['INVALID_STOPPED_CARD', true],
  ['INVALID_CARD_LOST_OR_STOLEN', true],
  ['NOT_FOUND_BILLING_KEY', true],
  ['REJECT_CARD_PAYMENT', false],
])('a card that was declined with %s is dead: %p', (code, isDead) => {
  expect(isCardDead(code)).toBe(isDead);
});
