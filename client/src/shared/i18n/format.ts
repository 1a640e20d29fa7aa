import { currentLocale } from './i18n.js';
import { relativeTime, spanOf } from './relative-time.js';

type Style = 'time' | 'moment' | 'day' | 'date' | 'full';

const options: Record<Style, Intl.DateTimeFormatOptions> = {
  time: { hour: 'numeric', minute: '2-digit', hour12: true },
  moment: { month: 'long', day: 'numeric', hour: 'numeric', minute: '2-digit', hour12: true },
  day: { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' },
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  full: {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    weekday: 'long',
    hour: 'numeric',
    minute: '2-digit',
    hour12: true,
  },
};

const formats = new Map<string, Intl.DateTimeFormat>();

// Creating a format costs far more than using it.
const formatOf = (style: Style): Intl.DateTimeFormat => {
  const locale = currentLocale() === 'ko' ? 'ko-KR' : 'en-US';
  const key = `${locale} ${style}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, options[style]);
  formats.set(key, format);
  return format;
};

/** `오후 3:07` */
export const formatTime = (instant: string): string => formatOf('time').format(new Date(instant));
/** `2026년 9월 24일 목요일` */
export const formatDay = (instant: string): string => formatOf('day').format(new Date(instant));
/** `2026년 9월 24일` */
export const formatDate = (instant: string): string => formatOf('date').format(new Date(instant));
/** Date and time. */
export const formatFull = (instant: string): string => formatOf('full').format(new Date(instant));

/** Returns whether two instants are on one day in the reader's zone. */
export const isSameDay = (a: string, b: string): boolean =>
  new Date(a).toDateString() === new Date(b).toDateString();

/** `오후 3:07`; on another day `9월 24일 오후 3:07`: for instants close to now. */
export const formatMoment = (instant: string): string =>
  isSameDay(instant, new Date().toISOString())
    ? formatTime(instant)
    : formatOf('moment').format(new Date(instant));

/** `7일`, `30 minutes`: whole units only. */
export const formatDuration = (seconds: number): string => {
  const { unit, value } = spanOf(seconds);
  return new Intl.NumberFormat(currentLocale(), { style: 'unit', unit, unitDisplay: 'long' }).format(value);
};

/** `2,000` */
export const formatNumber = (value: number): string => new Intl.NumberFormat(currentLocale()).format(value);

/** `0:12`, `1:05:00`: a countdown. */
export const formatClock = (seconds: number): string => {
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const rest = two(seconds % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
};

/** `방금 전`, `3분 전`, `어제`, `6시간 후`; a date when it is more than a week away. */
export const formatRelative = (instant: string, now = Date.now()): string => {
  const { unit, value } = relativeTime(new Date(instant).getTime(), { now });
  if (unit === 'day' && Math.abs(value) > 7) return formatDate(instant);
  const format = new Intl.RelativeTimeFormat(currentLocale(), { numeric: 'auto' });
  if (unit !== 'now') return format.format(value, unit);
  if (value > 0) return format.format(1, 'minute');
  return currentLocale() === 'ko' ? '방금 전' : 'just now';
};
