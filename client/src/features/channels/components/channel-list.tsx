import type { Category, Channel } from '@maru/contracts/http/chat/channels';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import type { CategoryId } from '@maru/contracts/primitives';
import { can } from '@maru/contracts/permissions';
import { Folder, Plus } from 'lucide-react';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { permissionsIn } from '@/entities/server/model/permissions';
import { useLoadChannelStates } from '@/entities/channel/api/channel-states';
import { ChannelIcon } from '@/entities/channel/components/channel-icon';
import { useMoves } from '../api/moves';
import { setFolded } from '../model/folds';
import { channelsIn, isSamePlace, placeOf, type Held, type Layout, type Place } from '../model/layout';
import { accessIn, type PlaceAccess } from '@/entities/channel/model/access';
import { ArrangingArea, rowProps } from './arranging-area';
import { CategoryGroup } from './category-group';
import styles from './channel-list.module.css';
import { ChannelRows } from './channel-rows';
import { CreateCategoryDialog } from './create-category-dialog';
import { CreateChannelDialog } from './create-channel-dialog';
import { useArranging, type Arranging } from './use-arranging';

interface ChannelListProps {
  detail: ServerDetail;
  activeChannelId: string | undefined;
}

type Creating = { kind: 'channel'; categoryId: CategoryId | null } | { kind: 'category' };

/** The server's channels in their categories. Members who may manage channels arrange them here. */
export const ChannelList = ({ detail, activeChannelId }: ChannelListProps) => {
  const { t } = useTranslation();
  const { channels } = detail;
  const [creating, setCreating] = useState<Creating>();
  const list = useRef<HTMLElement>(null);
  const canManage = can(permissionsIn(detail), 'manageChannels');
  useLoadChannelStates(channels.map(({ channelId }) => channelId));
  const { layout, move } = useMoves(detail);
  const arranging = useArranging(layout, move);
  const handleKey = useKeys(arranging, layout, list);
  const close = () => setCreating(undefined);

  const nav = (
    <nav ref={list} className={styles.list} aria-label={t('channels.list')}>
      <Groups
        detail={detail}
        layout={layout}
        activeChannelId={activeChannelId}
        canArrange={canManage}
        arranging={arranging}
        onKey={handleKey}
        onCreate={(categoryId) => setCreating({ kind: 'channel', categoryId })}
      />
      {canManage ? (
        <div className={styles.end} {...rowProps({ kind: 'end' })}>
          <button
            type="button"
            className={styles.new}
            onClick={() => setCreating({ kind: 'channel', categoryId: null })}
          >
            <Plus size={16} strokeWidth={2} aria-hidden="true" />
            {t('channels.create')}
          </button>
          <button type="button" className={styles.new} onClick={() => setCreating({ kind: 'category' })}>
            <Plus size={16} strokeWidth={2} aria-hidden="true" />
            {t('channels.category.create')}
          </button>
        </div>
      ) : null}
    </nav>
  );
  return (
    <>
      {canManage ? (
        <ArrangingArea
          arranging={arranging}
          list={() => list.current}
          overlay={<Dragged held={arranging.grip?.held} layout={layout} />}
        >
          {nav}
          <p id="channels-arrange-hint" hidden>
            {t('channels.arrange.hint')}
          </p>
          <p className="visually-hidden" role="status" aria-live="assertive">
            {arranging.words}
          </p>
        </ArrangingArea>
      ) : (
        nav
      )}
      {creating?.kind === 'channel' ? (
        <CreateChannelDialog detail={detail} categoryId={creating.categoryId} onClose={close} />
      ) : null}
      {creating?.kind === 'category' ? <CreateCategoryDialog detail={detail} onClose={close} /> : null}
    </>
  );
};

/** Handles keys; keeps the focus on a moved row, and the row in view. */
const useKeys = (arranging: Arranging, layout: Layout, list: RefObject<HTMLElement | null>) => {
  const latest = useRef(arranging);
  const lastHeld = useRef<string>(undefined);
  useLayoutEffect(() => {
    latest.current = arranging;
  });
  useLayoutEffect(() => {
    // Moving an element in the page takes the focus from it.
    if (!lastHeld.current || document.activeElement !== document.body) return;
    list.current?.querySelector<HTMLElement>(`[data-row-id="${lastHeld.current}"] [data-handle]`)?.focus();
  }, [layout, list]);
  const { grip } = arranging;
  const place = grip?.by === 'keyboard' ? JSON.stringify(grip.place) : undefined;
  useEffect(() => {
    if (place) list.current?.querySelector('[data-line]')?.scrollIntoView({ block: 'nearest' });
  }, [place, list]);
  return useCallback((event: KeyboardEvent, held: Held) => {
    lastHeld.current = held.id;
    latest.current.handleKey(event, held);
  }, []);
};

interface GroupsProps {
  detail: ServerDetail;
  layout: Layout;
  activeChannelId: string | undefined;
  canArrange: boolean;
  arranging: Arranging;
  onKey: (event: KeyboardEvent, held: Held) => void;
  onCreate: (categoryId: CategoryId) => void;
}

/** The destination that a line marks; undefined while a drop would change nothing. */
const targetOf = ({ grip }: Arranging, layout: Layout): Place | undefined => {
  const current = grip && placeOf(layout, grip.held);
  return grip && current && !isSamePlace(grip.place, current) ? grip.place : undefined;
};

const lineOfCategory = (categories: readonly Category[], target: Place | undefined, id: string) => {
  if (target?.kind !== 'category') return undefined;
  if (target.before === id) return 'above';
  return target.before === null && categories.at(-1)?.categoryId === id ? 'below' : undefined;
};

const Groups = (props: GroupsProps) => {
  const { detail, layout, activeChannelId, canArrange, arranging, onKey, onCreate } = props;
  const { categories, channels } = layout;
  const access = useMemo(() => accessIn(detail), [detail]);
  const target = targetOf(arranging, layout);
  const held = arranging.grip?.held;
  const rowsOf = (categoryId: CategoryId | null, inside: Channel[], isFolded: boolean) => (
    <ChannelRows
      channels={inside}
      access={access}
      activeChannelId={activeChannelId}
      canArrange={canArrange}
      isFolded={isFolded}
      heldId={held?.id}
      target={target?.kind === 'channel' && target.categoryId === categoryId ? target : undefined}
      onKey={onKey}
    />
  );
  return (
    <>
      {rowsOf(null, channelsIn(channels, null), false)}
      {categories.map((category) => {
        const { categoryId } = category;
        const inside = channelsIn(channels, categoryId);
        const own: PlaceAccess = access(categoryId);
        return (
          <CategoryGroup
            key={categoryId}
            category={category}
            access={canArrange ? own : { ...own, canManage: false }}
            isHeld={held?.id === categoryId}
            line={lineOfCategory(categories, target, categoryId)}
            onKey={onKey}
            onCreate={() => onCreate(categoryId)}
            onFoldAll={(isFolded) =>
              setFolded(
                categories.map((each) => each.categoryId),
                isFolded,
              )
            }
            renderRows={(isFolded) => rowsOf(categoryId, inside, isFolded)}
          />
        );
      })}
    </>
  );
};

/** The name that follows the pointer, as on a card. */
const Dragged = ({ held, layout }: { held: Held | undefined; layout: Layout }) => {
  const channel = layout.channels.find(({ channelId }) => channelId === held?.id);
  const category = layout.categories.find(({ categoryId }) => categoryId === held?.id);
  if (!channel && !category) return null;
  return (
    <div className={styles.dragged}>
      {channel ? <ChannelIcon type={channel.type} size={18} /> : <Folder size={16} aria-hidden="true" />}
      <span className={styles.name}>{channel?.name ?? category?.name}</span>
    </div>
  );
};
