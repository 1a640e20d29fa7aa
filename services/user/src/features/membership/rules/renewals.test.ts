import { describe, expect, it } from '@jest/globals';
import { chargeDueFor, graceEndOf, nextTryAfter, noticeDueFor, periodAt, periodFrom } from './renewals.js';

const at = (text: string) => new Date(`${text}+09:00`);
const midnight = (day: string) => at(`${day}T00:00:00`);

describe('a period', () => {
  it.each([
    ['2027-01-31', 31, ['2027-02-28', '2027-03-31', '2027-04-30']],
    ['2028-01-31', 31, ['2028-02-29', '2028-03-31']],
    ['2028-02-29', 29, ['2028-03-29', '2028-04-29']],
    ['2027-03-05', 5, ['2027-04-05', '2027-05-05']],
  ])('from %s with anchor %i touches the next one, and the anchor never drifts', (first, anchorDay, ends) => {
    let start = midnight(first);
    for (const end of ends) {
      expect(periodFrom(start, anchorDay)).toEqual({ startsAt: start, endsAt: midnight(end) });
      start = midnight(end);
    }
  });

  it('that contains an instant is found over those that were missed', () => {
    expect(periodAt(midnight('2027-01-31'), 31, at('2027-03-05T09:00:00'))).toEqual({
      startsAt: midnight('2027-02-28'),
      endsAt: midnight('2027-03-31'),
    });
    expect(periodAt(midnight('2027-01-31'), 31, at('2027-02-03T09:00:00'))).toEqual({
      startsAt: midnight('2027-01-31'),
      endsAt: midnight('2027-02-28'),
    });
  });
});

describe('a notice', () => {
  it('is due seven days before the charge', () => {
    expect(noticeDueFor(midnight('2027-12-05'))).toEqual(midnight('2027-11-28'));
  });

  it('that was sent late postpones the charge to seven days later', () => {
    expect(chargeDueFor(midnight('2027-12-05'), at('2027-11-28T00:00:01'))).toEqual(midnight('2027-12-05'));
    expect(chargeDueFor(midnight('2027-12-05'), at('2027-12-03T15:00:00'))).toEqual(midnight('2027-12-10'));
  });
});

describe('a first failure on 5 March at 10:00', () => {
  it('is tried again from 6 to 11 March at 09:00, and ends the perks on 12 March', () => {
    const end = graceEndOf(at('2027-03-05T10:00:00'));
    expect(end).toEqual(midnight('2027-03-12'));
    const tries: Date[] = [];
    let next = nextTryAfter(at('2027-03-05T10:00:00'));
    while (next < end) {
      tries.push(next);
      next = nextTryAfter(next);
    }
    const days = ['06', '07', '08', '09', '10', '11'];
    expect(tries).toEqual(days.map((day) => at(`2027-03-${day}T09:00:00`)));
  });

  it('at midnight is tried once on each of the same days', () => {
    expect(nextTryAfter(midnight('2027-03-05'))).toEqual(at('2027-03-06T09:00:00'));
  });
});
