import { IdCard, LogOut, Settings } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/shared/api/session-store';
import type { SettingsSection } from '@/shared/config/paths';
import { Avatar } from '@/shared/ui/avatar';
import { IconButton } from '@/shared/ui/icon-button';
import { Menu } from '@/shared/ui/menu';
import { useSignOut } from '../api/use-auth';
import styles from './user-panel.module.css';

interface UserPanelProps {
  onOpenSettings: (section?: SettingsSection) => void;
}

/** The signed-in person, bottom left; opens their account settings. */
export const UserPanel = ({ onOpenSettings }: UserPanelProps) => {
  const { t } = useTranslation();
  const me = useMe();
  const signOut = useSignOut();
  const items = [
    { label: t('auth.me.profile'), icon: IdCard, onSelect: () => onOpenSettings('profile') },
    { label: t('common.settings'), icon: Settings, onSelect: () => onOpenSettings() },
    {
      label: t('auth.signOut'),
      icon: LogOut,
      isDanger: true,
      isApart: true,
      onSelect: () => signOut.mutate(),
    },
  ];
  return (
    <div className={styles.panel}>
      <Menu items={items} align="start">
        <button type="button" className={styles.me}>
          <Avatar id={me.userId} name={me.nickname} url={me.avatarUrl} size={36} />
          <span className={styles.names}>
            <b dir="auto">{me.nickname}</b>
            <span>@{me.tag}</span>
          </span>
          <span className="visually-hidden">{t('auth.me.menu')}</span>
        </button>
      </Menu>
      <IconButton icon={Settings} label={t('common.settings')} onClick={() => onOpenSettings()} />
    </div>
  );
};
