import type { Announcements, UniqueIdentifier } from '@dnd-kit/core';
import type { Role } from '@maru/contracts/http/chat/roles';
import { useTranslation } from 'react-i18next';

/** The announcements for screen readers while a role is moved. */
export const useOrderAnnouncements = (roles: readonly Role[]): Announcements => {
  const { t } = useTranslation();
  const nameOf = (id: UniqueIdentifier) => roles.find((role) => role.roleId === id)?.name ?? '';
  const placeOf = (id: UniqueIdentifier) => roles.findIndex((role) => role.roleId === id) + 1;
  return {
    onDragStart: ({ active }) => t('roles.lifted', { name: nameOf(active.id) }),
    onDragOver: ({ active, over }) =>
      over ? t('roles.movedTo', { name: nameOf(active.id), place: placeOf(over.id) }) : undefined,
    onDragEnd: ({ active, over }) =>
      t('roles.dropped', { name: nameOf(active.id), place: placeOf(over?.id ?? active.id) }),
    onDragCancel: () => t('roles.moveCancelled'),
  };
};
