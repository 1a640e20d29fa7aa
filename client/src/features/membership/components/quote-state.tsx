import { useTranslation } from 'react-i18next';
import { errorWords } from '@/shared/errors/error-words';
import form from '@/shared/ui/form.module.css';
import { Skeleton } from '@/shared/ui/skeleton';
import styles from './quote.module.css';

interface QuoteStateProps {
  isKnown: boolean;
  problem: Error | undefined;
}

/** In place of an amount that is not known: its shape, or the reason. */
export const QuoteState = ({ isKnown, problem }: QuoteStateProps) => {
  const { t } = useTranslation();
  if (isKnown) return null;
  if (problem)
    return (
      <p className={form.error} role="alert">
        {errorWords(t, problem)}
      </p>
    );
  return (
    <div className={styles.skeleton} aria-busy="true">
      <Skeleton width="100%" height={48} />
      <Skeleton width="80%" />
    </div>
  );
};
