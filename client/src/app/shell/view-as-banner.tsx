import { Eye } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { stopViewing, useViewAs } from '@/entities/server/model/view-as';
import { Button } from '@/shared/ui/button';
import styles from './view-as-banner.module.css';

/** Names the role or member as whom the viewer views the server, and ends it. */
export const ViewAsBanner = () => {
  const { t } = useTranslation();
  const current = useViewAs((state) => state.current);
  if (!current) return null;
  const { kind, name } = current;
  return (
    <div className={styles.banner} role="status">
      <Eye size={18} strokeWidth={1.75} aria-hidden="true" />
      <span className={styles.text}>
        {t(kind === 'role' ? 'roles.viewingAs' : 'roles.viewingAsMember', { name })}
      </span>
      <Button variant="secondary" onClick={stopViewing}>
        {t('roles.stopViewing')}
      </Button>
    </div>
  );
};
