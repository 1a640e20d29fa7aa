import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, codeOf } from '../api/api-error.js';
import { errorWords, waitWords } from '../errors/error-words.js';
import { useCountdown } from '../lib/use-countdown.js';
import styles from './form.module.css';

/** An error of the form as a whole; counts down an imposed wait. */
export const FormError = ({ error }: { error: unknown }) => {
  const { t } = useTranslation();
  const { seconds, start } = useCountdown();
  const waitMs = error instanceof ApiError && error.code === 'RATE_LIMITED' ? (error.retryAfterMs ?? 0) : 0;
  useEffect(() => {
    if (waitMs > 0) start(waitMs);
    // A new error is a new wait; `start` is another function at every render.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [error, waitMs]);

  if (!error) return null;
  // The wait is over: trying again is fine.
  if (codeOf(error) === 'RATE_LIMITED' && waitMs > 0 && seconds === 0) return null;
  const text = waitMs > 0 ? waitWords(t, seconds) : errorWords(t, error);
  return (
    <p className={styles.error} role="alert">
      {text}
    </p>
  );
};
