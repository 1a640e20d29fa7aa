import type { Locale } from '@maru/contracts/primitives';

const linkLabel: Record<Locale, string> = { ko: '멤버십 보기', en: 'View membership' };

export const membershipLink = (origin: string, locale: Locale) => ({
  label: linkLabel[locale],
  url: `${origin}/settings/membership`,
});

/** A day in Korea, as the reader writes it. */
export const dayText = (date: Date, locale: Locale): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'Asia/Seoul' }).format(date);

/** The last day of a span is the one before its end. */
export const lastDayText = (endsAt: Date, locale: Locale): string =>
  dayText(new Date(endsAt.getTime() - 1), locale);
