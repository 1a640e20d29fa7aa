import { expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { dayAt, daysBetween, nextAnchor, startOf } from './korean-days.js';

const day = (text: string) => Temporal.PlainDate.from(text);

it.each([
  ['2026-12-31T15:00:00.000Z', '2027-01-01'],
  ['2026-12-31T14:59:59.999Z', '2026-12-31'],
])('%s is in the Korean day %s', (instant, expected) => {
  expect(dayAt(new Date(instant)).toString()).toBe(expected);
});

it.each([
  ['2027-01-31', ['2027-02-28', '2027-03-31', '2027-04-30']],
  ['2028-01-31', ['2028-02-29', '2028-03-31']],
  ['2028-02-29', ['2028-03-29', '2028-04-29']],
])('months from %s end on %s', (first, ends) => {
  let end = day(first);
  for (const expected of ends) {
    end = nextAnchor(end, day(first).day);
    expect(end.toString()).toBe(expected);
  }
});

it('the anchor of a leap day returns after a common year', () => {
  let end = day('2028-02-29');
  const ends = Array.from({ length: 13 }, () => (end = nextAnchor(end, 29)).toString());
  expect(ends.slice(-2)).toEqual(['2029-02-28', '2029-03-29']);
});

it('a day begins at midnight in Korea', () => {
  expect(startOf(day('2027-01-01'))).toEqual(new Date('2026-12-31T15:00:00.000Z'));
  expect(daysBetween(day('2027-01-31'), day('2027-02-28'))).toBe(28);
});
