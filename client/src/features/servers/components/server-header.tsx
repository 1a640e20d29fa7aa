import type { Server } from '@maru/contracts/http/chat/servers';
import { can, type PermissionSet } from '@maru/contracts/permissions';
import { ChevronDown, Flag, LogOut, Settings, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Menu, type MenuItem } from '@/shared/ui/menu';
import { LeaveServer } from './leave-server';
import styles from './server-header.module.css';

interface ServerHeaderProps {
  server: Server;
  /** False for owners, and while the viewer views the server as a role or member. */
  canLeave: boolean;
  permissions: PermissionSet;
  onInvite: () => void;
  /** Undefined for members who may change nothing. */
  onOpenSettings: (() => void) | undefined;
  /** The number of open reports; 0 for members who do not moderate. */
  openReports: number;
  onOpenReports: () => void;
}

/** The server's name; opens its menu. */
export const ServerHeader = (props: ServerHeaderProps) => {
  const { server, canLeave, permissions, onInvite, onOpenSettings, openReports, onOpenReports } = props;
  const { t } = useTranslation();
  const [isLeaving, setIsLeaving] = useState(false);
  const items: (MenuItem | false)[] = [
    can(permissions, 'createInvite') && { label: t('servers.invite'), icon: UserPlus, onSelect: onInvite },
    onOpenSettings !== undefined && {
      label: t('servers.settings'),
      icon: Settings,
      onSelect: onOpenSettings,
    },
    openReports > 0 && {
      label: t('safety.reports.badge', { count: openReports }),
      icon: Flag,
      onSelect: onOpenReports,
    },
    canLeave && {
      label: t('servers.leave'),
      icon: LogOut,
      isDanger: true,
      onSelect: () => setIsLeaving(true),
    },
  ];

  return (
    <>
      <Menu items={items.filter((item) => item !== false)} align="start">
        <button type="button" className={styles.header} title={server.name}>
          <h1 className={styles.name}>{server.name}</h1>
          <span className="visually-hidden">{t('servers.menu')}</span>
          {openReports > 0 ? (
            <span className={styles.waiting} title={t('safety.reports.badge', { count: openReports })}>
              {openReports}
            </span>
          ) : null}
          <ChevronDown size={18} strokeWidth={2} aria-hidden="true" />
        </button>
      </Menu>
      {isLeaving ? <LeaveServer server={server} onClose={() => setIsLeaving(false)} /> : null}
    </>
  );
};
