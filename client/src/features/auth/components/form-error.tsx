import { useTranslation } from 'react-i18next';
import { errorWords } from '@/shared/errors/error-words';
import styles from './form.module.css';

/** What went wrong with the form as a whole. */
export const FormError = ({ error }: { error: unknown }) => {
  const { t } = useTranslation();
  if (!error) return null;
  return (
    <p className={styles.error} role="alert">
      {errorWords(t, error)}
    </p>
  );
};
