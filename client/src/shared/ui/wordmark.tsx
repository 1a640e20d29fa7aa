import { useTranslation } from 'react-i18next';
import styles from './wordmark.module.css';

/** The roof and floor of a maru, and its name. */
export const Wordmark = ({ size = 28 }: { size?: number }) => {
  const { t } = useTranslation();
  return (
    <span className={styles.wordmark} style={{ fontSize: size * 0.72 }}>
      <svg viewBox="0 0 64 64" width={size} height={size} aria-hidden="true">
        <rect width="64" height="64" rx="18" fill="var(--accent)" />
        <path
          d="M12 30 32 15l20 15M16 39h32M16 48h32"
          fill="none"
          stroke="var(--on-accent)"
          strokeWidth="5"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      {t('common.appName')}
    </span>
  );
};
