import type { Channel } from '@maru/contracts/http/chat/channels';
import { Lock, MoreHorizontal, Pencil, Settings2, ShieldHalf, Trash2 } from 'lucide-react';
import {
  memo,
  use,
  useState,
  type HTMLAttributes,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type Ref,
} from 'react';
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
import { ChannelContributionsContext } from './channel-contributions';
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

/** One channel of the list, with a menu if there is something in it. Members who may manage it can also drag it. */
export const ChannelRow = memo(({ canArrange, onKey, ...props }: ChannelRowProps) => {
  const items = use(ChannelContributionsContext).itemsOf(props.channel);
  if (canArrange && props.access.canManage) return <ManagedRow {...props} onKey={onKey} viewing={items} />;
  return items.length > 0 ? <RowWithMenu {...props} items={items} /> : <Row {...props} />;
});
ChannelRow.displayName = 'ChannelRow';

type RowProps = Omit<ChannelRowProps, 'canArrange' | 'onKey'>;

const useManaging = ({ channel, access }: RowProps, onDelete: () => void): MenuItem[] => {
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

const RowMenu = ({ channel, items }: { channel: Channel; items: MenuItem[] }) => {
  const { t } = useTranslation();
  return (
    <Menu items={items} align="start">
      <IconButton
        icon={MoreHorizontal}
        label={t('channels.menu', { name: channel.name })}
        className={styles.more}
      />
    </Menu>
  );
};

const RowWithMenu = ({ items, ...props }: RowProps & { items: MenuItem[] }) => (
  <ContextMenu items={items}>
    <Row {...props} trailing={<RowMenu channel={props.channel} items={items} />} />
  </ContextMenu>
);

interface ManagedRowProps extends Omit<ChannelRowProps, 'canArrange'> {
  /** The items that every viewer gets. */
  viewing: MenuItem[];
}

const ManagedRow = ({ onKey, viewing, ...props }: ManagedRowProps) => {
  const { channel } = props;
  const [isDeleting, setIsDeleting] = useState(false);
  const managing = useManaging(props, () => setIsDeleting(true));
  const items = [...viewing, ...managing];
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
      trailing={<RowMenu channel={channel} items={items} />}
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

/** Opens the page in this tab, not in a new one. */
const isPlainClick = (event: MouseEvent): boolean =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

const Row = ({ channel, access, isActive, hasUnread, isHeld, line, ...rest }: PlainRowProps) => {
  const { t } = useTranslation();
  // The context menu around it hands over listeners and its own reference.
  const { handle, onKey, trailing, ...passed } = rest;
  // The open channel needs no reminder of its draft.
  const hasDraft = useHasDraft(channel.channelId) && !isActive;
  const { onOpen, RowEnd } = use(ChannelContributionsContext);
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
        onClick={(event) => (isPlainClick(event) ? onOpen(channel) : undefined)}
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
        <RowEnd channel={channel} />
      </Link>
      {trailing}
    </li>
  );
};
