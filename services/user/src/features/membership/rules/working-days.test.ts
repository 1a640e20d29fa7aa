import { expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { workingDayFrom } from './working-days.js';

it.each([
  ['an ordinary Friday', '2027-03-12', '2027-03-12'],
  ['a Saturday', '2027-03-13', '2027-03-15'],
  ['Seollal, whose Sunday has a substitute', '2027-02-06', '2027-02-10'],
  ["Buddha's birthday", '2027-05-13', '2027-05-14'],
  ['Chuseok', '2027-09-14', '2027-09-17'],
  ['Liberation day on a Sunday', '2027-08-15', '2027-08-17'],
  ['Memorial day on a Sunday, which has no substitute', '2027-06-05', '2027-06-07'],
  ['Hangul day on a Saturday', '2027-10-09', '2027-10-12'],
  ['Chuseok around National foundation day', '2028-10-02', '2028-10-06'],
  ['the last days of a year', '2027-12-31', '2027-12-31'],
  ["New Year's day on a Friday", '2027-01-01', '2027-01-04'],
])('%s: %s is followed by the working day %s', (_name, day, expected) => {
  expect(workingDayFrom(Temporal.PlainDate.from(day)).toString()).toBe(expected);
});
