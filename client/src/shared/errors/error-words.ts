import type { TFunction } from 'i18next';
import { ApiError, codeOf } from '../api/api-error.js';
import { formatNumber } from '../i18n/format.js';

/** Beyond two minutes people read minutes; below, a countdown of seconds. */
const minutesFrom = 120;

/** Asks the reader to wait for the given number of seconds. */
export const waitWords = (t: TFunction, seconds: number): string =>
  seconds > minutesFrom
    ? t('errors.RATE_LIMITED_FOR_MINUTES', { minutes: Math.ceil(seconds / 60) })
    : t('errors.RATE_LIMITED_FOR', { seconds });

/** Returns the message for an error. The code decides; a service's own text is never shown. */
export const errorWords = (t: TFunction, error: unknown): string => {
  const seconds = Math.ceil((error instanceof ApiError ? (error.retryAfterMs ?? 0) : 0) / 1000);
  const code = codeOf(error);
  if (error instanceof ApiError && error.fields.email === 'undeliverable')
    return t('errors.EMAIL_UNDELIVERABLE');
  const max =
    error instanceof ApiError && code === 'MESSAGE_TOO_LONG' ? error.fields['body.text'] : undefined;
  if (max) return t('errors.MESSAGE_TOO_LONG_FOR', { max: formatNumber(Number(max)) });
  return code === 'RATE_LIMITED' && seconds > 0 ? waitWords(t, seconds) : t(`errors.${code}`);
};
