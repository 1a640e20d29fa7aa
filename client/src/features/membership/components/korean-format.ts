import { formatNumber } from '@/shared/i18n/format';
import { currentLocale } from '@/shared/i18n/i18n';

/** Memberships begin and end at midnight in Korea, for readers everywhere. */
const timeZone = 'Asia/Seoul';

const yearOf = (instant: number) =>
  new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric' }).format(instant);

/** `12월 28일`; in another year than now `2027년 1월 5일`. */
const formatDay = (instant: number): string =>
  new Intl.DateTimeFormat(currentLocale() === 'ko' ? 'ko-KR' : 'en-US', {
    timeZone,
    year: yearOf(instant) === yearOf(Date.now()) ? undefined : 'numeric',
    month: 'long',
    day: 'numeric',
  }).format(instant);

/** The day of an instant in Korea. */
export const formatFirstDay = (instant: string): string => formatDay(Date.parse(instant));

/** The day of the month of an instant in Korea. */
export const dayOfMonth = (instant: string): number =>
  Number(new Intl.DateTimeFormat('en-US', { timeZone, day: 'numeric' }).format(Date.parse(instant)));

/** The last day before an end, which is midnight. */
export const formatLastDay = (endsAt: string): string => formatDay(Date.parse(endsAt) - 1);

/** `2,500원`, `₩2,500` */
export const formatWon = (amount: number): string =>
  currentLocale() === 'ko' ? `${formatNumber(amount)}원` : `₩${formatNumber(amount)}`;
