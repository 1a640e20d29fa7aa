import { beforeEach, expect, it } from '@jest/globals';
import i18next from 'i18next';
import '@/shared/i18n/i18n';
import { kst, withToday } from '@/testing/membership';
import { dayOfMonth, formatFirstDay, formatLastDay, formatWon } from './korean-format';

withToday();
beforeEach(() => void i18next.changeLanguage('ko'));

it('a span is shown from its first to its last day in Korea, with the year if it is another one', () => {
  expect(formatFirstDay(kst('11-29'))).toBe('11월 29일');
  expect(formatLastDay(kst('12-29'))).toBe('12월 28일');
  expect(formatLastDay(kst('1-01'))).toBe('12월 31일');
  expect(formatFirstDay(kst('1-01'))).toBe('2027년 1월 1일');
});

it('the day of the month is the one in Korea', () => {
  expect(dayOfMonth('2026-12-31T14:59:59.999Z')).toBe(31);
  expect(dayOfMonth('2026-12-31T15:00:00.000Z')).toBe(1);
});

it('days and amounts follow the language', async () => {
  expect(formatWon(2_500)).toBe('2,500원');
  await i18next.changeLanguage('en');
  expect(formatWon(2_500)).toBe('₩2,500');
  expect(formatLastDay(kst('12-29'))).toBe('December 28');
});
