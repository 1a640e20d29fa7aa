import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { VList, type VListHandle } from 'virtua';
import { userAt, type MemberWindows } from '../model/member-windows';
import { buildPanelRows, placesBetween, type PanelRow } from '../model/member-rows';
import type { PanelSlots } from './member-panel';
import styles from './member-panel.module.css';
import { MemberSkeleton } from './member-skeletons';

interface GroupedMembersProps extends PanelSlots {
  list: MemberWindows;
  onLook: (from: number, to: number) => void;
}

/** All groups below each other. Only what is on the screen is in the page, and only that is fetched. */
export const GroupedMembers = ({ list, onLook, renderMember, nameOfGroup }: GroupedMembersProps) => {
  const { t } = useTranslation();
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
  // A list that became shorter or longer shows other places without being scrolled.
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
      <div key={userId}>{renderMember(userId, presence)}</div>
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
