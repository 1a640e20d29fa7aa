import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { VList, type VListHandle } from 'virtua';
import { useOpenServer } from '@/entities/server/components/open-server';
import { userAt, type MemberWindows } from '../model/member-windows';
import { buildPanelRows, placesBetween, type GroupId, type PanelRow } from '../model/member-rows';
import styles from './member-panel.module.css';
import { MemberRow } from './member-row';
import { MemberSkeleton } from './member-skeletons';

interface GroupedMembersProps {
  list: MemberWindows;
  onLook: (from: number, to: number) => void;
}

const useGroupNames = (): ((groupId: GroupId) => string) => {
  const { t } = useTranslation();
  const { roles } = useOpenServer();
  return (groupId) =>
    roles.find(({ roleId }) => roleId === groupId)?.name ??
    t(groupId === 'offline' ? 'members.groups.offline' : 'members.groups.online');
};

/** All groups below each other. Renders and fetches only the visible rows. */
export const GroupedMembers = ({ list, onLook }: GroupedMembersProps) => {
  const { t } = useTranslation();
  const nameOfGroup = useGroupNames();
  const view = useRef<VListHandle>(null);
  const rows = useMemo(() => buildPanelRows(list.groups), [list.groups]);

  const look = () => {
    const handle = view.current;
    if (!handle) return;
    const first = handle.findItemIndex(handle.scrollOffset);
    const last = handle.findItemIndex(handle.scrollOffset + handle.viewportSize);
    const places = placesBetween(rows, first, last);
    if (places) onLook(...places);
  };
  // A list that changes its length shows other rows without a scroll event.
  useEffect(look);

  const rowOf = (row: PanelRow) => {
    if (row.kind === 'group') {
      return (
        <h3 key={`group-${row.groupId}`} className={styles.group}>
          {t('members.group', { name: nameOfGroup(row.groupId), count: row.count })}
        </h3>
      );
    }
    const userId = userAt(list, row.place);
    const presence = row.groupId === 'offline' ? 'offline' : 'online';
    return userId ? (
      <div key={userId}>
        <MemberRow userId={userId} presence={presence} />
      </div>
    ) : (
      <MemberSkeleton key={`place-${row.place}`} place={row.place} />
    );
  };

  return (
    <VList ref={view} className={styles.list} data={rows} onScroll={look}>
      {rowOf}
    </VList>
  );
};
