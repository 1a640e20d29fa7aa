import type { MemberGroups } from '@maru/contracts/socket/members';

export type GroupId = MemberGroups['groups'][number]['groupId'];

/** A line of the panel: a group's name, or the member at a position of the list. */
export type PanelRow =
  { kind: 'group'; groupId: GroupId; count: number } | { kind: 'member'; place: number; groupId: GroupId };

/** Every group's name, and below it its members. */
export const buildPanelRows = (groups: MemberGroups['groups']): PanelRow[] => {
  const rows: PanelRow[] = [];
  let place = 0;
  for (const { groupId, count } of groups) {
    rows.push({ kind: 'group', groupId, count });
    for (const end = place + count; place < end; place += 1) rows.push({ kind: 'member', place, groupId });
  }
  return rows;
};

/** The places of the list between two rows; undefined when there is none. */
export const placesBetween = (
  rows: readonly PanelRow[],
  first: number,
  last: number,
): [from: number, to: number] | undefined => {
  const places = rows
    .slice(Math.max(0, first), last + 1)
    .flatMap((row) => (row.kind === 'member' ? [row.place] : []));
  const [from] = places;
  const to = places.at(-1);
  return from === undefined || to === undefined ? undefined : [from, to];
};
