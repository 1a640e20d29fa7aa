import { closestCenter, DndContext, DragOverlay, type Active, type DragEndEvent } from '@dnd-kit/core';
import type { RailEntry } from '@maru/contracts/http/chat/rail';
import type { Server } from '@maru/contracts/http/chat/servers';
import { Plus } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ServerIcon } from '@/entities/server/components/server-icon';
import { useServers } from '@/entities/server/api/servers';
import { useDragSensors } from '@/shared/lib/use-drag-sensors';
import type { MenuItem } from '@/shared/ui/menu';
import { Skeleton } from '@/shared/ui/skeleton';
import { Tooltip } from '@/shared/ui/tooltip';
import { useArrangeRail, useRail } from '../api/rail';
import { toNextSlot, type DragData, type DropData } from './rail-drag';
import { changeFolder, keyOf, moveInRail } from '../model/rail-moves';
import { FolderDialog } from './folder-dialog';
import { FolderFace, RailFolderView } from './rail-folder';
import { newFolder, RailActionsContext } from './rail-menu';
import { RailServer } from './rail-server';
import { RailSlotView } from './rail-slot';
import styles from './server-rail.module.css';
import { useRailAnnouncements } from './use-rail-announcements';

interface ServerRailProps {
  /** The servers with unread messages. */
  unread: ReadonlySet<string>;
  /** The entries of a server's menu. */
  itemsOf: (serverId: string) => MenuItem[];
  onCreate: () => void;
  /** Buttons at the end of the rail. */
  children?: ReactNode;
}

const keyboard = {
  coordinateGetter: toNextSlot,
  // Enter opens a server.
  keyboardCodes: { start: ['Space'], end: ['Space', 'Enter'], cancel: ['Escape'] },
};

/** The signed-in person's servers, in their own arrangement. */
export const ServerRail = ({ unread, itemsOf, onCreate, children }: ServerRailProps) => {
  const { t } = useTranslation();
  const { data: servers = [] } = useServers();
  const { entries, canArrange } = useRail();
  const put = useArrangeRail();
  const [active, setActive] = useState<Active | null>(null);
  const [editedId, setEditedId] = useState<string>();
  const announcements = useRailAnnouncements(servers);
  const sensors = useDragSensors(keyboard);
  const arrange = (next: RailEntry[]) => put.mutate(next);

  const drop = ({ active: dragged, over }: DragEndEvent) => {
    setActive(null);
    if (!over || !entries) return;
    // Draggables and droppables of the rail carry no other data.
    const { item } = dragged.data.current as DragData;
    const { slot } = over.data.current as DropData;
    const next = moveInRail(entries, item, slot, newFolder());
    if (JSON.stringify(next) !== JSON.stringify(entries)) arrange(next);
  };
  const edited = entries?.find((entry) => entry.type === 'folder' && entry.folderId === editedId);

  return (
    <nav className={styles.rail} aria-label={t('servers.mine')}>
      <RailActionsContext value={{ arrange, editFolder: setEditedId, itemsOf }}>
        <DndContext
          sensors={sensors}
          collisionDetection={closestCenter}
          accessibility={{ announcements, screenReaderInstructions: { draggable: t('rail.howToMove') } }}
          autoScroll={{ threshold: { x: 0, y: 0.15 } }}
          onDragStart={(event) => setActive(event.active)}
          onDragCancel={() => setActive(null)}
          onDragEnd={drop}
        >
          <ul className={styles.list}>
            {entries
              ? null
              : [0, 1, 2].map((index) => <Skeleton key={index} width={48} height={48} isRound />)}
            {entries?.map((entry) => (
              <Entry key={keyOf(entry)} entry={entry} {...{ entries, servers, unread, canArrange }} />
            ))}
            <li className={styles.entry}>
              <RailSlotView slot={{ type: 'before', entry: null }} entries={entries ?? []} />
              <Tooltip label={t('servers.add')}>
                <button type="button" className={styles.add} aria-label={t('servers.add')} onClick={onCreate}>
                  <Plus size={22} strokeWidth={1.75} aria-hidden="true" />
                </button>
              </Tooltip>
            </li>
            {children ? <li>{children}</li> : null}
          </ul>
          <DragOverlay dropAnimation={null}>
            {active ? <Dragged active={active} entries={entries ?? []} servers={servers} /> : null}
          </DragOverlay>
        </DndContext>
      </RailActionsContext>
      {edited?.type === 'folder' && entries ? (
        <FolderDialog
          folder={edited}
          onSave={(change) => arrange(changeFolder(entries, edited.folderId, change))}
          onClose={() => setEditedId(undefined)}
        />
      ) : null}
    </nav>
  );
};

interface EntryProps {
  entry: RailEntry;
  unread: ReadonlySet<string>;
  entries: RailEntry[];
  servers: Server[];
  canArrange: boolean;
}

const Entry = ({ entry, servers, ...rest }: EntryProps) => {
  if (entry.type === 'folder') {
    const inside = entry.serverIds.flatMap((id) => servers.find(({ serverId }) => serverId === id) ?? []);
    return <RailFolderView folder={entry} servers={inside} {...rest} />;
  }
  const server = servers.find(({ serverId }) => serverId === entry.serverId);
  if (!server) return null;
  const { unread, entries, canArrange } = rest;
  return (
    <RailServer
      server={server}
      isUnread={unread.has(server.serverId)}
      before={{ type: 'before', entry }}
      {...{ entries, canArrange }}
    />
  );
};

interface DraggedProps {
  active: Active;
  entries: RailEntry[];
  servers: Server[];
}

/** The element that follows the pointer. */
const Dragged = ({ active, entries, servers }: DraggedProps) => {
  const key = String(active.id);
  const folder = entries.find((entry) => entry.type === 'folder' && entry.folderId === key);
  const server = servers.find(({ serverId }) => serverId === key);
  const inside = folder?.type === 'folder' ? folder.serverIds : [];
  return (
    <span className={styles.dragged}>
      {server ? (
        <ServerIcon server={server} size={48} />
      ) : (
        <FolderFace servers={servers.filter(({ serverId }) => inside.includes(serverId))} />
      )}
    </span>
  );
};
