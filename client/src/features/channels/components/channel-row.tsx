import { channelName, type Channel } from '@maru/contracts/http/chat/channels';
import { limits } from '@maru/contracts/limits';
import { Hash, MoreHorizontal, Pencil, Trash2, Volume2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { toast } from 'sonner';
import { paths } from '@/shared/config/paths';
import { errorWords } from '@/shared/errors/error-words';
import { ConfirmDialog } from '@/shared/ui/confirm-dialog';
import { IconButton } from '@/shared/ui/icon-button';
import { ContextMenu, Menu } from '@/shared/ui/menu';
import { NameDialog } from '@/shared/ui/name-dialog';
import { TextArea } from '@/shared/ui/text-field';
import { useDeleteChannel, useUpdateChannel } from '../api/channels';
import styles from './channel-row.module.css';

interface ChannelRowProps {
  channel: Channel;
  isActive: boolean;
  hasUnread: boolean;
  canManage: boolean;
}

export const ChannelRow = ({ channel, isActive, hasUnread, canManage }: ChannelRowProps) => {
  const { t } = useTranslation();
  const [open, setOpen] = useState<'edit' | 'delete'>();
  const close = () => setOpen(undefined);
  const Icon = channel.type === 'text' ? Hash : Volume2;
  const items = [
    { label: t('channels.edit'), icon: Pencil, onSelect: () => setOpen('edit') },
    { label: t('channels.delete'), icon: Trash2, isDanger: true, onSelect: () => setOpen('delete') },
  ];

  const row = (
    <li className={styles.row} data-active={isActive || undefined} data-unread={hasUnread || undefined}>
      <Link
        to={paths.channel.to(channel.serverId, channel.channelId)}
        className={styles.link}
        aria-current={isActive ? 'page' : undefined}
        title={channel.name}
      >
        <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
        <span className={styles.name}>{channel.name}</span>
        {hasUnread ? <span className="visually-hidden">{t('channels.unread')}</span> : null}
      </Link>
      {canManage ? (
        <Menu items={items} align="start">
          <IconButton
            icon={MoreHorizontal}
            label={t('channels.menu', { name: channel.name })}
            className={styles.more}
          />
        </Menu>
      ) : null}
    </li>
  );
  return (
    <>
      {canManage ? <ContextMenu items={items}>{row}</ContextMenu> : row}
      {open === 'edit' ? <EditChannel channel={channel} onClose={close} /> : null}
      {open === 'delete' ? <DeleteChannel channel={channel} onClose={close} /> : null}
    </>
  );
};

interface PartProps {
  channel: Channel;
  onClose: () => void;
}

const EditChannel = ({ channel, onClose }: PartProps) => {
  const { t } = useTranslation();
  const update = useUpdateChannel(channel.channelId);
  const [topic, setTopic] = useState(channel.topic);
  return (
    <NameDialog
      title={t('channels.edit')}
      label={t('channels.name')}
      submitLabel={t('common.save')}
      initialName={channel.name}
      isValid={(name) => channelName.safeParse(name).success}
      invalidText={t('channels.nameInvalid')}
      isBusy={update.isPending}
      error={update.error}
      onSubmit={(name) => update.mutate({ name, topic: topic.trim() }, { onSuccess: onClose })}
      onClose={onClose}
      fieldsBelow={
        <TextArea
          label={t('channels.topic')}
          placeholder={t('channels.topicHint')}
          rows={4}
          maxLength={limits.channelTopic.max}
          value={topic}
          onChange={(event) => setTopic(event.target.value)}
        />
      }
    />
  );
};

const DeleteChannel = ({ channel, onClose }: PartProps) => {
  const { t } = useTranslation();
  const remove = useDeleteChannel(channel.channelId);
  const done = () => {
    toast.success(t('channels.deleted'));
    onClose();
  };
  return (
    <ConfirmDialog
      isOpen
      title={t('channels.deleteTitle', { name: channel.name })}
      description={t('channels.deleteText')}
      confirmLabel={t('channels.delete')}
      isBusy={remove.isPending}
      onClose={onClose}
      onConfirm={() =>
        remove.mutate(undefined, { onSuccess: done, onError: (error) => toast.error(errorWords(t, error)) })
      }
    />
  );
};
