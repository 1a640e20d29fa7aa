import { useDraggable } from '@dnd-kit/core';
import type { RailEntry, RailFolder } from '@maru/contracts/http/chat/rail';
import type { Server } from '@maru/contracts/http/chat/servers';
import { Folder, Pencil } from 'lucide-react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { ServerIcon } from '@/entities/server/components/server-icon';
import { Tooltip } from '@/shared/ui/tooltip';
import { toggleFolder, useIsFolderOpen } from '../model/open-folders';
import type { DragData } from './rail-drag';
import { RailMenu, useFolderDialog } from './rail-menu';
import { RailServer } from './rail-server';
import { RailSlotView } from './rail-slot';
import styles from './server-rail.module.css';

interface RailFolderProps {
  folder: RailFolder;
  servers: readonly Server[];
  unread: ReadonlySet<string>;
  canArrange: boolean;
  entries: readonly RailEntry[];
}

/** Several servers under one name; a closed folder shows the icons of the first four. */
export const RailFolderView = ({ folder, servers, unread, canArrange, entries }: RailFolderProps) => {
  const { t } = useTranslation();
  const { folderId, accent } = folder;
  const isOpen = useIsFolderOpen(folderId);
  const editFolder = useFolderDialog();
  const data: DragData = { item: { type: 'folder', folderId } };
  const { setNodeRef, listeners, attributes, isDragging } = useDraggable({
    id: folderId,
    data,
    disabled: !canArrange,
  });
  const name = folder.name || servers.map((server) => server.name).join(', ');
  const isUnread = !isOpen && servers.some(({ serverId }) => unread.has(serverId));
  // CSS variables are no known properties of React's style type.
  const style = { '--folder': `var(--profile-${accent})` } as CSSProperties;
  return (
    <RailMenu item={data.item} entries={entries} canArrange={canArrange}>
      <li className={styles.entry} style={style}>
        <RailSlotView slot={{ type: 'before', entry: data.item }} entries={entries} />
        <div
          className={styles.folder}
          data-open={isOpen || undefined}
          data-dragging={isDragging || undefined}
        >
          <Tooltip label={name}>
            <button
              {...listeners}
              ref={setNodeRef}
              type="button"
              className={styles.folderButton}
              aria-expanded={isOpen}
              aria-label={t(isUnread ? 'rail.folderUnread' : 'rail.folder', { name })}
              aria-describedby={attributes['aria-describedby']}
              data-unread={isUnread || undefined}
              onClick={() => toggleFolder(folderId)}
            >
              <FolderFace isOpen={isOpen} servers={servers} />
            </button>
          </Tooltip>
          <RailSlotView slot={{ type: 'onto', entry: data.item }} entries={entries} />
          {isOpen ? (
            <ul className={styles.inside} aria-label={name}>
              {servers.map((server) => (
                <RailServer
                  key={server.serverId}
                  server={server}
                  isUnread={unread.has(server.serverId)}
                  canArrange={canArrange}
                  entries={entries}
                  before={{ type: 'inside', folderId, before: server.serverId }}
                  folderId={folderId}
                />
              ))}
              <li className={styles.folderEnd}>
                <RailSlotView slot={{ type: 'inside', folderId, before: null }} entries={entries} />
                {canArrange ? (
                  <button
                    type="button"
                    className={styles.editFolder}
                    aria-label={t('rail.editFolder')}
                    title={t('rail.editFolder')}
                    onClick={() => editFolder(folderId)}
                  >
                    <Pencil size={14} strokeWidth={1.75} aria-hidden="true" />
                  </button>
                ) : null}
              </li>
            </ul>
          ) : null}
        </div>
      </li>
    </RailMenu>
  );
};

/** The face of a folder, also while it is dragged. */
export const FolderFace = ({ isOpen = false, servers }: { isOpen?: boolean; servers: readonly Server[] }) =>
  isOpen ? (
    <Folder size={24} strokeWidth={1.75} aria-hidden="true" />
  ) : (
    <span className={styles.faces}>
      {servers.slice(0, 4).map((server) => (
        <ServerIcon key={server.serverId} server={server} size={18} />
      ))}
    </span>
  );
