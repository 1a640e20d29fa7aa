import { limits } from '@maru/contracts/limits';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** Seconds; `null`: until the ban is lifted. */
export const banSpans = {
  hour,
  day,
  week: 7 * day,
  month: 30 * day,
  year: 365 * day,
  forever: null,
} as const satisfies Record<string, number | null>;
export type BanSpan = keyof typeof banSpans;

/** Seconds; messages as recent as this are deleted with the ban. */
export const purgeSpans = {
  nothing: 0,
  hour,
  sixHours: 6 * hour,
  day,
  threeDays: 3 * day,
  week: 7 * day,
} as const satisfies Record<string, number>;
export type PurgeSpan = keyof typeof purgeSpans;

export const timeOutSpans = {
  minute,
  fiveMinutes: 5 * minute,
  tenMinutes: 10 * minute,
  hour,
  day,
  week: 7 * day,
} as const satisfies Record<string, number>;
export type TimeOutSpan = keyof typeof timeOutSpans | 'custom';

export const units = { minutes: minute, hours: hour, days: day } as const;
export type Unit = keyof typeof units;

/** Converts typed input to seconds; undefined when it is not a valid time-out. */
export const customSeconds = (amount: string, unit: Unit): number | undefined => {
  if (!/^\d{1,6}$/.test(amount.trim())) return undefined;
  const seconds = Number(amount) * units[unit];
  return seconds >= 1 && seconds <= limits.timeout.maxSeconds ? seconds : undefined;
};
