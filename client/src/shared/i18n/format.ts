import { currentLocale } from './i18n.js';

type Style = 'time' | 'day' | 'full';

const options: Record<Style, Intl.DateTimeFormatOptions> = {
  time: { hour: 'numeric', minute: '2-digit', hour12: true },
  day: { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' },
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

// Making a format costs far more than using it.
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
/** Day and time. */
export const formatFull = (instant: string): string => formatOf('full').format(new Date(instant));

/** Whether two instants are on one day in the reader's zone. */
export const isSameDay = (a: string, b: string): boolean =>
  new Date(a).toDateString() === new Date(b).toDateString();
