import { Settings } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/shared/api/session-store';
import { Avatar } from '@/shared/ui/avatar';
import { IconButton } from '@/shared/ui/icon-button';
import styles from './user-panel.module.css';

/** Who I am, pinned bottom-left, with the way to the settings. */
export const UserPanel = ({ onOpenSettings }: { onOpenSettings: () => void }) => {
  const { t } = useTranslation();
  const me = useMe();
  return (
    <div className={styles.panel}>
      <Avatar id={me.userId} name={me.nickname} url={me.avatarUrl} size={36} />
      <div className={styles.names}>
        <b dir="auto">{me.nickname}</b>
        <span>@{me.tag}</span>
      </div>
      <IconButton icon={Settings} label={t('common.settings')} onClick={onOpenSettings} />
    </div>
  );
};
