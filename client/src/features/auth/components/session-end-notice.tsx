import { useTranslation } from 'react-i18next';
import { useSession } from '@/shared/api/session-store';
import styles from '@/shared/ui/form.module.css';

/** Why this browser is signed out, unless its owner wanted it. */
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
