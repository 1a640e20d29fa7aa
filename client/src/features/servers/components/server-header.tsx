import { serverName } from '@maru/contracts/http/chat/servers';
import type { Server } from '@maru/contracts/http/chat/servers';
import { can, type PermissionSet } from '@maru/contracts/permissions';
import { ChevronDown, LogOut, Pencil, Trash2, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { errorWords } from '@/shared/errors/error-words';
import { ConfirmDialog } from '@/shared/ui/confirm-dialog';
import { Menu, type MenuItem } from '@/shared/ui/menu';
import { NameDialog } from '@/shared/ui/name-dialog';
import { TextField } from '@/shared/ui/text-field';
import { useDeleteServer, useLeaveServer, useUpdateServer } from '../api/servers';
import styles from './server-header.module.css';

interface ServerHeaderProps {
  server: Server;
  isOwner: boolean;
  permissions: PermissionSet;
  onInvite: () => void;
}

type Open = 'rename' | 'leave' | 'delete' | undefined;

/** The server's name; opens its menu. */
export const ServerHeader = ({ server, isOwner, permissions, onInvite }: ServerHeaderProps) => {
  const { t } = useTranslation();
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const items: (MenuItem | false)[] = [
    can(permissions, 'createInvite') && {
      label: t('servers.invite'),
      icon: UserPlus,
      onSelect: onInvite,
    },
    can(permissions, 'manageServer') && {
      label: t('servers.rename'),
      icon: Pencil,
      onSelect: () => setOpen('rename'),
    },
    isOwner
      ? { label: t('servers.delete'), icon: Trash2, isDanger: true, onSelect: () => setOpen('delete') }
      : { label: t('servers.leave'), icon: LogOut, isDanger: true, onSelect: () => setOpen('leave') },
  ];

  return (
    <>
      <Menu items={items.filter((item) => item !== false)} align="start">
        <button type="button" className={styles.header} title={server.name}>
          <h1 className={styles.name}>{server.name}</h1>
          <span className="visually-hidden">{t('servers.menu')}</span>
          <ChevronDown size={18} strokeWidth={2} aria-hidden="true" />
        </button>
      </Menu>
      {open === 'rename' ? <RenameServer server={server} onClose={close} /> : null}
      {open === 'leave' ? <LeaveServer server={server} onClose={close} /> : null}
      {open === 'delete' ? <DeleteServer server={server} onClose={close} /> : null}
    </>
  );
};

interface PartProps {
  server: Server;
  onClose: () => void;
}

const RenameServer = ({ server, onClose }: PartProps) => {
  const { t } = useTranslation();
  const rename = useUpdateServer(server.serverId);
  const done = () => {
    toast.success(t('servers.renamed'));
    onClose();
  };
  return (
    <NameDialog
      title={t('servers.rename')}
      label={t('servers.name')}
      submitLabel={t('common.save')}
      initialName={server.name}
      isValid={(name) => serverName.safeParse(name).success}
      invalidText={t('servers.nameInvalid')}
      isBusy={rename.isPending}
      error={rename.error}
      onSubmit={(name) => rename.mutate({ name }, { onSuccess: done })}
      onClose={onClose}
    />
  );
};

const LeaveServer = ({ server, onClose }: PartProps) => {
  const { t } = useTranslation();
  const leave = useLeaveServer(server.serverId);
  return (
    <ConfirmDialog
      isOpen
      title={t('servers.leaveTitle', { name: server.name })}
      description={t('servers.leaveText')}
      confirmLabel={t('servers.leave')}
      isBusy={leave.isPending}
      onClose={onClose}
      onConfirm={() =>
        leave.mutate(undefined, {
          onSuccess: () => toast.success(t('servers.left')),
          onError: (error) => toast.error(errorWords(t, error)),
        })
      }
    />
  );
};

const DeleteServer = ({ server, onClose }: PartProps) => {
  const { t } = useTranslation();
  const remove = useDeleteServer(server.serverId);
  const [typed, setTyped] = useState('');
  return (
    <ConfirmDialog
      isOpen
      title={t('servers.deleteTitle', { name: server.name })}
      description={t('servers.deleteText')}
      confirmLabel={t('servers.delete')}
      canConfirm={typed.trim() === server.name}
      isBusy={remove.isPending}
      onClose={onClose}
      onConfirm={() =>
        remove.mutate(undefined, {
          onSuccess: () => toast.success(t('servers.deleted')),
          onError: (error) => toast.error(errorWords(t, error)),
        })
      }
    >
      <TextField
        label={t('servers.name')}
        placeholder={server.name}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
    </ConfirmDialog>
  );
};
