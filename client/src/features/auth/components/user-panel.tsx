import { Settings } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/shared/api/session-store';
import { Avatar } from '@/shared/ui/avatar';
import { IconButton } from '@/shared/ui/icon-button';
import { SettingsDialog } from './settings-dialog';
import styles from './user-panel.module.css';

/** Who I am, pinned bottom-left, with the way to the settings. */
export const UserPanel = () => {
  const { t } = useTranslation();
  const me = useMe();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div className={styles.panel}>
      <Avatar id={me.userId} name={me.nickname} url={me.avatarUrl} size={36} />
      <div className={styles.names}>
        <b>{me.nickname}</b>
        <span>{me.email}</span>
      </div>
      <IconButton icon={Settings} label={t('common.settings')} onClick={() => setIsOpen(true)} />
      <SettingsDialog isOpen={isOpen} onClose={() => setIsOpen(false)} />
    </div>
  );
};
