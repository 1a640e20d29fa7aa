import type { Category } from '@maru/contracts/http/chat/channels';
import {
  ChevronDown,
  ChevronsDownUp,
  ChevronsUpDown,
  GripVertical,
  MoreHorizontal,
  Plus,
  Settings2,
  ShieldHalf,
  Trash2,
} from 'lucide-react';
import { useState, type HTMLAttributes, type KeyboardEvent, type ReactNode, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';
import { paths } from '@/shared/config/paths';
import { useMediaQuery } from '@/shared/lib/use-media-query';
import { IconButton } from '@/shared/ui/icon-button';
import { ContextMenu, Menu, type MenuItem } from '@/shared/ui/menu';
import { setFolded, useIsFolded } from '../model/folds';
import type { Held } from '../model/layout';
import type { PlaceAccess } from '@/entities/channel/model/access';
import { rowProps, useDragHandle } from './arranging-area';
import styles from './channel-list.module.css';
import type { Line } from './channel-row';
import { DeleteCategoryDialog } from './delete-dialogs';

export interface CategoryGroupProps {
  category: Category;
  access: PlaceAccess;
  isHeld: boolean;
  /** The edge that marks the destination of a dragged category. */
  line: Line;
  onKey: (event: KeyboardEvent, held: Held) => void;
  onCreate: () => void;
  onFoldAll: (isFolded: boolean) => void;
  /** Its channels; a folded category shows only some. */
  renderRows: (isFolded: boolean) => ReactNode;
}

const useItems = (props: CategoryGroupProps, onDelete: () => void): MenuItem[] => {
  const { category, access, onCreate, onFoldAll } = props;
  const { t } = useTranslation();
  const navigate = useNavigate();
  const open = (section: 'overview' | 'permissions') => () =>
    void navigate(paths.categorySettings.to(category.serverId, category.categoryId, section), {
      // Read when it is asked for: a row must not render with every change of the address.
      state: { from: window.location.pathname },
    });
  const folding = [
    { label: t('channels.category.foldAll'), icon: ChevronsDownUp, onSelect: () => onFoldAll(true) },
    { label: t('channels.category.unfoldAll'), icon: ChevronsUpDown, onSelect: () => onFoldAll(false) },
  ];
  if (!access.canManage) return folding;
  return [
    { label: t('channels.create'), icon: Plus, onSelect: onCreate },
    { label: t('channels.category.edit'), icon: Settings2, onSelect: open('overview') },
    ...(access.canManageRoles
      ? [{ label: t('channels.permissions'), icon: ShieldHalf, onSelect: open('permissions') }]
      : []),
    ...folding,
    { label: t('channels.category.delete'), icon: Trash2, isDanger: true, onSelect: onDelete },
  ];
};

/** A category with its channels; unread and open ones stay visible while it is folded. */
export const CategoryGroup = (props: CategoryGroupProps) => {
  const { category, isHeld, line, renderRows } = props;
  const isFolded = useIsFolded(category.categoryId);
  const [isDeleting, setIsDeleting] = useState(false);
  const items = useItems(props, () => setIsDeleting(true));
  const Head = props.access.canManage ? ManagedHead : PlainHead;
  return (
    <section
      className={styles.category}
      aria-label={category.name}
      data-held={isHeld || undefined}
      data-line={line}
    >
      <Head {...props} items={items} isFolded={isFolded} />
      {renderRows(isFolded)}
      {isDeleting ? <DeleteCategoryDialog category={category} onClose={() => setIsDeleting(false)} /> : null}
    </section>
  );
};

interface HeadProps extends CategoryGroupProps {
  items: MenuItem[];
  isFolded: boolean;
}

const PlainHead = ({ category, items, isFolded }: HeadProps) => (
  <ContextMenu items={items}>
    <Head category={category} isFolded={isFolded} />
  </ContextMenu>
);

const ManagedHead = ({ category, items, isFolded, onKey, onCreate }: HeadProps) => {
  const { t } = useTranslation();
  const { name } = category;
  const held: Held = { kind: 'category', id: category.categoryId };
  const { ref, ...handle } = useDragHandle(held);
  const isTouch = useMediaQuery('(pointer: coarse)');
  const head = (
    <Head
      category={category}
      isFolded={isFolded}
      ref={ref}
      handle={{ ...handle, ...(isTouch ? { onContextMenu: (event) => event.preventDefault() } : {}) }}
      trailing={
        <>
          <IconButton
            icon={GripVertical}
            label={t('channels.category.move', { name })}
            aria-describedby="channels-arrange-hint"
            className={styles.grip}
            data-handle
            onKeyDown={(event) => onKey(event, held)}
          />
          <Menu items={items} align="start">
            <IconButton
              icon={MoreHorizontal}
              label={t('channels.category.menu', { name })}
              className={styles.more}
            />
          </Menu>
          <IconButton
            icon={Plus}
            label={t('channels.createIn', { category: name })}
            onClick={onCreate}
            className={styles.add}
          />
        </>
      }
    />
  );
  return isTouch ? head : <ContextMenu items={items}>{head}</ContextMenu>;
};

interface PlainHeadProps {
  category: Category;
  isFolded: boolean;
  ref?: Ref<HTMLElement>;
  handle?: HTMLAttributes<HTMLElement>;
  trailing?: ReactNode;
}

const Head = ({ category, isFolded, handle, trailing, ...passed }: PlainHeadProps) => {
  const toggle = () => setFolded([category.categoryId], !isFolded);
  return (
    <header
      {...passed}
      {...handle}
      {...rowProps({ kind: 'category', id: category.categoryId })}
      className={styles.head}
    >
      <button
        type="button"
        className={styles.fold}
        aria-expanded={!isFolded}
        title={category.name}
        onClick={toggle}
      >
        <ChevronDown
          size={14}
          strokeWidth={2.5}
          aria-hidden="true"
          className={isFolded ? styles.folded : ''}
        />
        <span className={styles.name}>{category.name}</span>
      </button>
      {trailing}
    </header>
  );
};
