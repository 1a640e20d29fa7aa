import type { Category, Channel } from '@maru/contracts/http/chat/channels';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import type { CategoryId } from '@maru/contracts/primitives';
import { ChevronDown, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChannelStates } from '@/shared/api/channel-states';
import { storage } from '@/shared/lib/storage';
import { isUnread } from '@/shared/model/channel-states';
import { IconButton } from '@/shared/ui/icon-button';
import { useLoadChannelStates } from '../api/channels';
import styles from './channel-list.module.css';
import { ChannelRow } from './channel-row';
import { CreateChannelDialog } from './create-channel-dialog';

interface ChannelListProps {
  detail: ServerDetail;
  canManage: boolean;
  activeChannelId: string | undefined;
}

/** Categories with their channels; unread and open ones stay visible in a folded category. */
export const ChannelList = ({ detail, canManage, activeChannelId }: ChannelListProps) => {
  const { t } = useTranslation();
  const { server, categories, channels } = detail;
  const [createIn, setCreateIn] = useState<CategoryId | null>();
  useLoadChannelStates(channels.filter(({ type }) => type === 'text').map(({ channelId }) => channelId));
  const loose = channels.filter((channel) => channel.categoryId === null);

  return (
    <nav className={styles.list} aria-label={t('channels.list')}>
      <ChannelRows
        channels={loose}
        activeChannelId={activeChannelId}
        canManage={canManage}
        isFolded={false}
      />
      {categories.map((category) => (
        <CategoryGroup
          key={category.categoryId}
          category={category}
          channels={channels.filter((channel) => channel.categoryId === category.categoryId)}
          activeChannelId={activeChannelId}
          canManage={canManage}
          onCreate={() => setCreateIn(category.categoryId)}
        />
      ))}
      {createIn === undefined ? null : (
        <CreateChannelDialog
          serverId={server.serverId}
          categoryId={createIn}
          onClose={() => setCreateIn(undefined)}
        />
      )}
    </nav>
  );
};

interface GroupProps {
  category: Category;
  channels: Channel[];
  activeChannelId: string | undefined;
  canManage: boolean;
  onCreate: () => void;
}

const CategoryGroup = ({ category, channels, activeChannelId, canManage, onCreate }: GroupProps) => {
  const { t } = useTranslation();
  const storageKey = `folded.${category.categoryId}`;
  const [isFolded, setIsFolded] = useState(() => storage.get(storageKey) === '1');
  const toggle = () => {
    storage.set(storageKey, isFolded ? '0' : '1');
    setIsFolded(!isFolded);
  };
  return (
    <section className={styles.category}>
      <header className={styles.head}>
        <button type="button" className={styles.fold} aria-expanded={!isFolded} onClick={toggle}>
          <ChevronDown
            size={14}
            strokeWidth={2.5}
            aria-hidden="true"
            className={isFolded ? styles.folded : ''}
          />
          {category.name}
        </button>
        {canManage ? (
          <IconButton
            icon={Plus}
            label={t('channels.createIn', { category: category.name })}
            onClick={onCreate}
            className={styles.add}
          />
        ) : null}
      </header>
      <ChannelRows
        channels={channels}
        activeChannelId={activeChannelId}
        canManage={canManage}
        isFolded={isFolded}
      />
    </section>
  );
};

interface RowsProps {
  channels: Channel[];
  activeChannelId: string | undefined;
  canManage: boolean;
  isFolded: boolean;
}

const ChannelRows = ({ channels, activeChannelId, canManage, isFolded }: RowsProps) => {
  const states = useChannelStates();
  const rows = channels.map((channel) => ({
    channel,
    isActive: channel.channelId === activeChannelId,
    hasUnread: channel.channelId !== activeChannelId && isUnread(states[channel.channelId]),
  }));
  const visible = isFolded ? rows.filter(({ isActive, hasUnread }) => isActive || hasUnread) : rows;
  if (visible.length === 0) return null;
  return (
    <ul className={styles.rows}>
      {visible.map(({ channel, isActive, hasUnread }) => (
        <ChannelRow
          key={channel.channelId}
          channel={channel}
          isActive={isActive}
          hasUnread={hasUnread}
          canManage={canManage}
        />
      ))}
    </ul>
  );
};
