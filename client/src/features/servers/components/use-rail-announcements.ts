import type { Active, Announcements, Over } from '@dnd-kit/core';
import type { Server } from '@maru/contracts/http/chat/servers';
import { useTranslation } from 'react-i18next';
import type { DropData } from './rail-drag';

/** The announcements for screen readers while an entry of the rail is moved. */
export const useRailAnnouncements = (servers: readonly Server[]): Announcements => {
  const { t } = useTranslation();
  const nameOf = (id: string) => servers.find(({ serverId }) => serverId === id)?.name ?? t('rail.aFolder');
  const place = ({ id }: Active, over: Over | null) => {
    if (!over) return undefined;
    // Droppables of the rail carry nothing else.
    const { slot } = over.data.current as DropData;
    const name = nameOf(String(id));
    if (slot.type === 'inside') return t('rail.overInside', { name });
    if (!slot.entry) return t('rail.overEnd', { name });
    const target = nameOf(slot.entry.type === 'server' ? slot.entry.serverId : slot.entry.folderId);
    return t(slot.type === 'onto' ? 'rail.overOnto' : 'rail.overBefore', { name, target });
  };
  return {
    onDragStart: ({ active }) => t('rail.picked', { name: nameOf(String(active.id)) }),
    onDragOver: ({ active, over }) => place(active, over),
    onDragEnd: ({ active }) => t('rail.dropped', { name: nameOf(String(active.id)) }),
    onDragCancel: ({ active }) => t('rail.cancelled', { name: nameOf(String(active.id)) }),
  };
};
