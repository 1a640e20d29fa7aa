import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatRelative } from './format';
import { setLocale } from './i18n';
import { relativeTime, spanOf } from './relative-time';

const at = (text: string) => new Date(text).getTime();
const seoul = 'Asia/Seoul';

describe('a relative time', () => {
  it.each([
    ['2026-09-24T12:00:00+09:00', '2026-09-24T12:00:59+09:00', seoul, 'now', -1],
    ['2026-09-24T12:00:59+09:00', '2026-09-24T12:00:00+09:00', seoul, 'now', 1],
    ['2026-09-24T11:00:01+09:00', '2026-09-24T12:00:00+09:00', seoul, 'minute', -59],
    ['2026-09-24T00:00:00+09:00', '2026-09-24T23:59:59+09:00', seoul, 'hour', -23],
    ['2026-09-23T23:50:00+09:00', '2026-09-24T00:10:00+09:00', seoul, 'minute', -20],
    ['2026-09-23T23:00:00+09:00', '2026-09-24T10:00:00+09:00', seoul, 'day', -1],
    ['2026-09-23T00:00:00+09:00', '2026-09-24T23:59:59+09:00', seoul, 'day', -1],
    ['2026-09-22T23:30:00+09:00', '2026-09-24T00:30:00+09:00', seoul, 'day', -2],
    ['2026-09-26T00:30:00+09:00', '2026-09-24T23:30:00+09:00', seoul, 'day', 2],
    ['2026-09-23T22:00:00+09:00', '2026-09-24T08:00:00+09:00', 'UTC', 'hour', -10],
    ['2026-03-08T00:30:00-05:00', '2026-03-09T00:10:00-04:00', 'America/New_York', 'day', -1],
    ['2026-11-01T00:00:00-04:00', '2026-11-01T23:59:00-05:00', 'America/New_York', 'hour', -23],
  ])('%s, seen at %s in %s, is %s %i', (...[then, now, timeZone, unit, value]) => {
    expect(relativeTime(at(then), { now: at(now), timeZone })).toEqual({ unit, value });
  });

  it('has fewer than 60 minutes and 24 hours, and counts days as calendars do (property)', () => {
    const zones = [seoul, 'UTC', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia', 'Asia/Kathmandu'];
    const start = at('2026-01-01T00:00:00Z');
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 366 * 86_400_000 }),
        fc.integer({ min: -9 * 86_400_000, max: 9 * 86_400_000 }),
        (timeZone, offset, distance) => {
          const now = start + offset;
          const { unit, value } = relativeTime(now + distance, { now, timeZone });
          expect(Math.sign(value)).toBe(distance < 0 ? -1 : 1);
          expect(Math.abs(value)).toBeLessThan({ now: 2, minute: 60, hour: 24, day: 11 }[unit]);
          const dateOf = (ms: number) => new Date(ms).toLocaleDateString('en-CA', { timeZone });
          const moved = new Date(`${dateOf(now)}T12:00:00Z`);
          moved.setUTCDate(moved.getUTCDate() + (unit === 'day' ? value : 0));
          if (unit === 'day' || unit === 'hour')
            expect(moved.toISOString().slice(0, 10)).toBe(dateOf(now + distance));
        },
      ),
    );
  });

  it.each([
    ['ko', ['방금 전', '59분 전', '1시간 후']],
    ['en', ['just now', '59 minutes ago', 'in 1 hour']],
  ] as const)('reads well in %s', (locale, words) => {
    setLocale(locale);
    const noon = new Date();
    noon.setHours(12, 0, 0, 0);
    const after = (ms: number) => formatRelative(new Date(noon.getTime() + ms).toISOString(), noon.getTime());
    expect([after(-10_000), after(-3_599_000), after(3_600_000)]).toEqual(words);
  });
});

it.each([
  [59, 'second', 59],
  [3_599, 'hour', 1],
  [1_800, 'minute', 30],
  [86_399, 'day', 1],
  [7 * 86_400, 'day', 7],
  [0, 'second', 0],
])('%i seconds are %s %i', (seconds, unit, value) => expect(spanOf(seconds)).toEqual({ unit, value }));
