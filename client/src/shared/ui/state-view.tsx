import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorWords } from '../errors/error-words.js';
import { Button } from './button.js';
import styles from './state-view.module.css';

interface StateViewProps {
  drawing: ReactNode;
  title: string;
  text?: ReactNode;
  action?: ReactNode;
}

/** Fills a pane that has nothing to show: a drawing, one sentence, the next step. */
export const StateView = ({ drawing, title, text, action }: StateViewProps) => (
  <div className={styles.view}>
    <div className={styles.drawing} aria-hidden="true">
      {drawing}
    </div>
    <h2 className={styles.title}>{title}</h2>
    {text ? <p className={styles.text}>{text}</p> : null}
    {action}
  </div>
);

/** Says what went wrong and offers to try again. */
export const ErrorView = ({ error, onRetry }: { error: unknown; onRetry: () => void }) => {
  const { t } = useTranslation();
  return (
    <StateView
      drawing={<CloudDrawing />}
      title={t('common.couldNotLoad')}
      text={errorWords(t, error)}
      action={<Button onClick={onRetry}>{t('common.retry')}</Button>}
    />
  );
};

/** A house with an open floor. */
export const HouseDrawing = () => (
  <svg
    viewBox="0 0 160 110"
    fill="none"
    stroke="currentColor"
    strokeWidth="2.5"
    strokeLinecap="round"
    strokeLinejoin="round"
  >
    <path d="M18 46 80 14l62 32" />
    <path d="M28 44v38M132 44v38M58 44v38M102 44v38" opacity=".55" />
    <path d="M16 82h128M22 92h116" stroke="var(--accent)" />
    <circle cx="80" cy="62" r="8" stroke="var(--accent)" />
    <path d="M66 82c2-9 7-12 14-12s12 3 14 12" stroke="var(--accent)" />
  </svg>
);

export const SpeechDrawing = () => (
  <svg
    viewBox="0 0 160 110"
    fill="none"
    stroke="currentColor"
    strokeWidth="2.5"
    strokeLinecap="round"
    strokeLinejoin="round"
  >
    <path d="M26 24h70a10 10 0 0 1 10 10v26a10 10 0 0 1-10 10H52L34 86V70h-8a10 10 0 0 1-10-10V34a10 10 0 0 1 10-10Z" />
    <path d="M118 46h16a10 10 0 0 1 10 10v20a10 10 0 0 1-10 10h-6v12l-16-12H84" stroke="var(--accent)" />
    <path d="M36 42h48M36 54h30" opacity=".55" />
  </svg>
);

export const CloudDrawing = () => (
  <svg
    viewBox="0 0 160 110"
    fill="none"
    stroke="currentColor"
    strokeWidth="2.5"
    strokeLinecap="round"
    strokeLinejoin="round"
  >
    <path d="M46 76a20 20 0 0 1 2-40 28 28 0 0 1 54-4 22 22 0 0 1 10 43" />
    <path d="m70 70 22 22m0-22L70 92" stroke="var(--danger)" />
  </svg>
);
