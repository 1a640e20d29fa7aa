import type { RailEntry } from '@maru/contracts/http/chat/rail';
import { ArrowDown, ArrowUp, FolderMinus, FolderOpen, FolderPlus, Pencil } from 'lucide-react';
import { createContext, use, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ulid } from 'ulid';
import { useMediaQuery } from '@/shared/lib/use-media-query';
import { ContextMenu, type MenuItem } from '@/shared/ui/menu';
import {
  dissolveFolder,
  folderOf,
  moveInRail,
  slotBehindFolder,
  stepSlot,
  wrapInFolder,
  type RailItem,
  type RailSlot,
} from '../model/rail-moves';

/** A new folder, without a name of its own. */
export const newFolder = () => ({ folderId: ulid(), name: '', accent: 'pine' as const });

interface RailActions {
  arrange: (entries: RailEntry[]) => void;
  editFolder: (folderId: string) => void;
  /** Further entries of a server's menu. */
  itemsOf: (serverId: string) => MenuItem[];
}

export const RailActionsContext = createContext<RailActions>({
  arrange: () => undefined,
  editFolder: () => undefined,
  itemsOf: () => [],
});

export const useFolderDialog = () => use(RailActionsContext).editFolder;

interface RailMenuProps {
  item: RailItem;
  entries: readonly RailEntry[];
  /** The rail can be arranged now. */
  canArrange: boolean;
  children: ReactNode;
}

/**
 * The menu of a server or folder: the server's own entries, and the moves, for people who do not drag. On touch screens a long press
 * drags, so the menu does not open.
 */
export const RailMenu = ({ item, entries, canArrange, children }: RailMenuProps) => {
  const isTouch = useMediaQuery('(pointer: coarse)');
  const { itemsOf } = use(RailActionsContext);
  const arranging = useArrangingItems(item, entries);
  if (isTouch) return children;
  const ofServer = item.type === 'server' ? itemsOf(item.serverId) : [];
  const [first, ...rest] = canArrange ? arranging : [];
  const apart = first ? [{ ...first, isApart: ofServer.length > 0 }, ...rest] : [];
  // Irreversible actions come last.
  const isHarmless = ({ isDanger }: MenuItem) => !isDanger;
  const items = [
    ...ofServer.filter(isHarmless),
    ...apart,
    ...ofServer.filter((each) => each.isDanger).map((each) => ({ ...each, isApart: true })),
  ];
  return items.length > 0 ? <ContextMenu items={items}>{children}</ContextMenu> : children;
};

const useArrangingItems = (item: RailItem, entries: readonly RailEntry[]): MenuItem[] => {
  const { t } = useTranslation();
  const { arrange, editFolder } = use(RailActionsContext);

  const move = (slot: RailSlot) => () => arrange(moveInRail(entries, item, slot, newFolder()));
  const [up, down] = [stepSlot(entries, item, -1), stepSlot(entries, item, 1)];
  const folder = folderOf(entries, item);
  const dissolve = (folderId: string) => () => arrange(dissolveFolder(entries, folderId));
  const ofFolder: MenuItem[] =
    item.type === 'folder'
      ? [
          { label: t('rail.editFolder'), icon: Pencil, onSelect: () => editFolder(item.folderId) },
          { label: t('rail.dissolve'), icon: FolderMinus, onSelect: dissolve(item.folderId) },
        ]
      : [];
  const items: (MenuItem | false)[] = [
    up !== undefined && { label: t('rail.moveUp'), icon: ArrowUp, onSelect: move(up) },
    down !== undefined && { label: t('rail.moveDown'), icon: ArrowDown, onSelect: move(down) },
    folder !== undefined && {
      label: t('rail.takeOut'),
      icon: FolderOpen,
      onSelect: move(slotBehindFolder(entries, folder.folderId)),
    },
    item.type === 'server' &&
      !folder && {
        label: t('rail.wrap'),
        icon: FolderPlus,
        onSelect: () => arrange(wrapInFolder(entries, item.serverId, newFolder())),
      },
    ...ofFolder,
  ];
  return items.filter((each) => each !== false);
};
