import type { Channel } from '@maru/contracts/http/chat/channels';
import { Lock, MoreHorizontal, Pencil, Settings2, ShieldHalf, Trash2 } from 'lucide-react';
import { memo, useState, type HTMLAttributes, type KeyboardEvent, type ReactNode, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router-dom';
import { useHasDraft } from '@/entities/channel/model/drafts';
import { ChannelIcon } from '@/entities/channel/components/channel-icon';
import { paths } from '@/shared/config/paths';
import { useMediaQuery } from '@/shared/lib/use-media-query';
import { IconButton } from '@/shared/ui/icon-button';
import { ContextMenu, Menu, type MenuItem } from '@/shared/ui/menu';
import type { Held } from '../model/layout';
import type { PlaceAccess } from '@/entities/channel/model/access';
import { rowProps, useDragHandle } from './arranging-area';
import styles from './channel-row.module.css';
import { DeleteChannelDialog } from './delete-dialogs';

/** The edge of the row that marks the destination of a drag. */
export type Line = 'above' | 'below' | undefined;

interface ChannelRowProps {
  channel: Channel;
  access: PlaceAccess;
  isActive: boolean;
  hasUnread: boolean;
  isHeld: boolean;
  line: Line;
  /** The viewer may arrange the list. */
  canArrange: boolean;
  onKey: (event: KeyboardEvent, held: Held) => void;
}

/** One channel of the list. Members who may manage it also get a menu and can drag it. */
export const ChannelRow = memo(({ canArrange, onKey, ...props }: ChannelRowProps) =>
  canArrange && props.access.canManage ? <ManagedRow {...props} onKey={onKey} /> : <Row {...props} />,
);
ChannelRow.displayName = 'ChannelRow';

type RowProps = Omit<ChannelRowProps, 'canArrange' | 'onKey'>;

const useItems = ({ channel, access }: RowProps, onDelete: () => void): MenuItem[] => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const open = (section: 'overview' | 'permissions') => () =>
    void navigate(paths.channelSettings.to(channel.serverId, channel.channelId, section), {
      // Read when it is asked for: a row must not render with every change of the address.
      state: { from: window.location.pathname },
    });
  return [
    { label: t('channels.edit'), icon: Settings2, onSelect: open('overview') },
    ...(access.canManageRoles
      ? [{ label: t('channels.permissions'), icon: ShieldHalf, onSelect: open('permissions') }]
      : []),
    { label: t('channels.delete'), icon: Trash2, isDanger: true, onSelect: onDelete },
  ];
};

const ManagedRow = ({ onKey, ...props }: Omit<ChannelRowProps, 'canArrange'>) => {
  const { t } = useTranslation();
  const { channel } = props;
  const [isDeleting, setIsDeleting] = useState(false);
  const items = useItems(props, () => setIsDeleting(true));
  const held: Held = { kind: 'channel', id: channel.channelId };
  const { ref, ...handle } = useDragHandle(held);
  // On touch screens a long press drags, so the menu opens by its button only.
  const isTouch = useMediaQuery('(pointer: coarse)');
  const row = (
    <Row
      {...props}
      ref={ref}
      handle={{ ...handle, ...(isTouch ? { onContextMenu: (event) => event.preventDefault() } : {}) }}
      onKey={(event) => onKey(event, held)}
      trailing={
        <Menu items={items} align="start">
          <IconButton
            icon={MoreHorizontal}
            label={t('channels.menu', { name: channel.name })}
            className={styles.more}
          />
        </Menu>
      }
    />
  );
  return (
    <>
      {isTouch ? row : <ContextMenu items={items}>{row}</ContextMenu>}
      {isDeleting ? <DeleteChannelDialog channel={channel} onClose={() => setIsDeleting(false)} /> : null}
    </>
  );
};

interface PlainRowProps extends RowProps {
  ref?: Ref<HTMLLIElement>;
  handle?: HTMLAttributes<HTMLLIElement>;
  onKey?: (event: KeyboardEvent) => void;
  trailing?: ReactNode;
}

const Row = ({ channel, access, isActive, hasUnread, isHeld, line, ...rest }: PlainRowProps) => {
  const { t } = useTranslation();
  // The context menu around it hands over listeners and its own reference.
  const { handle, onKey, trailing, ...passed } = rest;
  // The open channel needs no reminder of its draft.
  const hasDraft = useHasDraft(channel.channelId) && !isActive;
  return (
    <li
      {...passed}
      {...handle}
      {...rowProps({ kind: 'channel', id: channel.channelId })}
      className={styles.row}
      data-active={isActive || undefined}
      data-unread={hasUnread || undefined}
      data-held={isHeld || undefined}
      data-line={line}
    >
      <Link
        to={paths.channel.to(channel.serverId, channel.channelId)}
        className={styles.link}
        aria-current={isActive ? 'page' : undefined}
        aria-describedby={onKey ? 'channels-arrange-hint' : undefined}
        title={channel.name}
        draggable={false}
        data-handle
        onKeyDown={onKey}
      >
        <ChannelIcon type={channel.type} size={18} />
        <span className={styles.name}>{channel.name}</span>
        {hasUnread ? <span className="visually-hidden">{t('channels.unread')}</span> : null}
        {hasDraft ? (
          <>
            <Pencil className={styles.draft} size={13} strokeWidth={2} aria-hidden="true" />
            <span className="visually-hidden">{t('channels.hasDraft')}</span>
          </>
        ) : null}
        {access.isPrivate ? (
          <>
            <Lock className={styles.lock} size={13} strokeWidth={2} aria-hidden="true" />
            <span className="visually-hidden">{t('channels.isPrivate')}</span>
          </>
        ) : null}
      </Link>
      {trailing}
    </li>
  );
};
