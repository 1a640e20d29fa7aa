import { useTranslation } from 'react-i18next';
import { useSession } from '@/shared/api/session-store';
import styles from '@/shared/ui/form.module.css';

/** The reason why this browser was signed out, unless the person signed out on purpose. */
export const SessionEndNotice = () => {
  const { t } = useTranslation();
  const reason = useSession((state) => state.endedBy);
  if (!reason || reason === 'signed-out') return null;
  return (
    <p className={styles.notice} role="status">
      {t(`auth.ended.${reason}`)}
    </p>
  );
};
