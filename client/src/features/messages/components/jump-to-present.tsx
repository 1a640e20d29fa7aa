import { ArrowDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import styles from './jump-to-present.module.css';

interface JumpToPresentProps {
  newCount: number;
  onJump: () => void;
}

/** The way back to the end, with how much is waiting there. */
export const JumpToPresent = ({ newCount, onJump }: JumpToPresentProps) => {
  const { t } = useTranslation();
  return (
    <button type="button" className={styles.pill} onClick={onJump}>
      {newCount > 0 ? t('messages.toPresentCount', { count: newCount }) : t('messages.toPresent')}
      <ArrowDown size={16} strokeWidth={2} aria-hidden="true" />
    </button>
  );
};
