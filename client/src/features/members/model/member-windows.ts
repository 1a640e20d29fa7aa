import { limits } from '@maru/contracts/limits';
import type { UserId } from '@maru/contracts/primitives';
import type { MemberGroups } from '@maru/contracts/socket/members';

const size = limits.memberWindow;

/** The known part of a list that may be far longer: its groups, and the members of the windows that were visible. */
export interface MemberWindows {
  groups: MemberGroups['groups'];
  total: number;
  online: number;
  /** By number: window 0 has the places 0 to 99. */
  windows: ReadonlyMap<number, readonly UserId[]>;
  /** Windows that may be out of date; they stay on the screen until newer ones arrive. */
  stale: ReadonlySet<number>;
}

export interface WindowReply extends MemberGroups {
  index: number;
  userIds: readonly UserId[];
}

/** The list at its start, or after a change. */
export const restart = (groups: MemberGroups, before?: MemberWindows): MemberWindows =>
  before && before.total > 0
    ? { ...before, stale: new Set(before.windows.keys()) }
    : { ...groups, windows: new Map(), stale: new Set() };

/** Merges windows that were requested together, so that groups and positions fit each other. */
export const merge = (list: MemberWindows, replies: readonly WindowReply[]): MemberWindows => {
  const last = replies.at(-1);
  if (!last) return list;
  const windows = new Map(list.windows);
  const stale = new Set(list.stale);
  for (const { index, userIds } of replies) {
    windows.set(index, userIds);
    stale.delete(index);
  }
  for (const index of windows.keys()) if (index * size >= last.total) windows.delete(index);
  for (const index of stale) if (!windows.has(index)) stale.delete(index);
  return { groups: last.groups, total: last.total, online: last.online, windows, stale };
};

/** The missing or stale windows among those that positions `from` to `to` need. */
export const wanted = ({ windows, stale, total }: MemberWindows, from: number, to: number): number[] => {
  const first = Math.floor(Math.max(0, from) / size);
  const last = Math.floor(Math.min(to, total - 1) / size);
  const indexes = Array.from({ length: Math.max(0, last - first + 1) }, (_, offset) => first + offset);
  return indexes.filter((index) => !windows.has(index) || stale.has(index));
};

/** The member at a position; undefined until the window is loaded. */
export const userAt = ({ windows }: MemberWindows, place: number): UserId | undefined =>
  windows.get(Math.floor(place / size))?.[place % size];
