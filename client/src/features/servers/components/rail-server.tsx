import { useDraggable } from '@dnd-kit/core';
import type { RailEntry } from '@maru/contracts/http/chat/rail';
import type { Server } from '@maru/contracts/http/chat/servers';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router-dom';
import { ServerIcon } from '@/entities/server/components/server-icon';
import { paths } from '@/shared/config/paths';
import { Tooltip } from '@/shared/ui/tooltip';
import type { DragData } from './rail-drag';
import type { RailSlot } from '../model/rail-moves';
import { RailMenu } from './rail-menu';
import { RailSlotView } from './rail-slot';
import styles from './server-rail.module.css';

interface RailServerProps {
  server: Server;
  isUnread: boolean;
  canArrange: boolean;
  entries: readonly RailEntry[];
  /** The slot above it. */
  before: RailSlot;
  /** The folder that contains it; such a server is no drop target. */
  folderId?: string;
}

/** One server: a link that can be dragged; another server dropped on it makes a folder. */
export const RailServer = ({ server, isUnread, canArrange, entries, before, folderId }: RailServerProps) => {
  const { t } = useTranslation();
  const { serverId, name } = server;
  const data: DragData = { item: { type: 'server', serverId } };
  const { setNodeRef, listeners, attributes, isDragging } = useDraggable({
    id: serverId,
    data,
    disabled: !canArrange,
  });
  return (
    <RailMenu item={data.item} entries={entries} canArrange={canArrange}>
      <li className={styles.entry}>
        <RailSlotView slot={before} entries={entries} />
        <Tooltip label={name}>
          <NavLink
            {...listeners}
            ref={setNodeRef}
            to={paths.server.to(serverId)}
            className={styles.server}
            aria-label={isUnread ? t('rail.unread', { name }) : name}
            aria-describedby={attributes['aria-describedby']}
            data-unread={isUnread || undefined}
            data-dragging={isDragging || undefined}
            draggable={false}
          >
            <ServerIcon server={server} size={48} />
          </NavLink>
        </Tooltip>
        {folderId ? null : <RailSlotView slot={{ type: 'onto', entry: data.item }} entries={entries} />}
      </li>
    </RailMenu>
  );
};
