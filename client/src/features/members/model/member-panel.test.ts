import { describe, expect, it } from '@jest/globals';
import { limits } from '@maru/contracts/limits';
import type { MemberGroups } from '@maru/contracts/socket/members';
import fc from 'fast-check';
import { buildPanelRows, placesBetween } from './member-rows';
import { merge, restart, userAt, wanted, type MemberWindows, type WindowReply } from './member-windows';

const size = limits.memberWindow;
const idOf = (place: number, version = 0) => `${version}-${place}`;

const groupsOf = (counts: [number, number]): MemberGroups => ({
  groups: [
    { groupId: 'online' as const, count: counts[0] },
    { groupId: 'offline' as const, count: counts[1] },
  ].filter(({ count }) => count > 0),
  total: counts[0] + counts[1],
  online: counts[0],
});

const reply = (groups: MemberGroups, index: number, version = 0): WindowReply => ({
  ...groups,
  index,
  userIds: Array.from({ length: Math.max(0, Math.min(size, groups.total - index * size)) }, (_, offset) =>
    idOf(index * size + offset, version),
  ),
});

/** Looks at places as the panel does: asks for what is wanted, and takes it over. */
const look = (list: MemberWindows, groups: MemberGroups, [from, to]: [number, number], version = 0) =>
  merge(
    list,
    wanted(list, from, to).map((index) => reply(groups, index, version)),
  );

const counts = fc.tuple(fc.nat(400), fc.nat(400));
const span = fc
  .tuple(fc.nat(800), fc.nat(40))
  .map(([from, length]): [number, number] => [from, from + length]);

describe('rows of the panel', () => {
  it('have every place once, in order, each group below its name', () => {
    fc.assert(
      fc.property(counts, (some) => {
        const { groups, total } = groupsOf(some);
        const rows = buildPanelRows(groups);
        expect(rows).toHaveLength(groups.length + total);
        const places = rows.flatMap((row) => (row.kind === 'member' ? [row.place] : []));
        expect(places).toEqual(Array.from({ length: total }, (_, place) => place));
        rows.forEach((row, index) => {
          const before = rows[index - 1];
          if (row.kind === 'member') expect(before?.groupId).toBe(row.groupId);
          else expect(before?.groupId).not.toBe(row.groupId);
        });
      }),
    );
  });

  it('know the places that are on the screen', () => {
    const rows = buildPanelRows(groupsOf([2, 3]).groups);
    expect(placesBetween(rows, 0, 3)).toEqual([0, 1]);
    expect(placesBetween(rows, 3, 9)).toEqual([2, 4]);
    expect(placesBetween(rows, 0, 0)).toBeUndefined();
  });
});

describe('windows of the list', () => {
  it('after a look all visible members are known, and no further window is wanted', () => {
    fc.assert(
      fc.property(counts, fc.array(span, { minLength: 1, maxLength: 4 }), (some, looks) => {
        const groups = groupsOf(some);
        let list = restart(groups);
        for (const [from, to] of looks) {
          list = look(list, groups, [from, to]);
          expect(wanted(list, from, to)).toEqual([]);
          for (let place = from; place <= Math.min(to, groups.total - 1); place += 1)
            expect(userAt(list, place)).toBe(idOf(place));
        }
      }),
    );
  });

  it('after a change old windows stay visible, and only those in view are wanted again', () => {
    fc.assert(
      fc.property(counts, counts, span, span, (some, later, first, second) => {
        const [before, after] = [groupsOf(some), groupsOf(later)];
        const seen = look(look(restart(before), before, first), before, second);
        const changed = restart(after, seen);
        expect(changed.windows).toEqual(seen.windows);
        const next = look(changed, after, first, 1);
        const fresh = new Set(wanted(changed, ...first));
        for (const [index, userIds] of next.windows)
          for (const userId of userIds) expect(userId.startsWith('1-')).toBe(fresh.has(index));
      }),
    );
  });

  it('drop windows beyond the end', () => {
    const long = groupsOf([250, 0]);
    const short = groupsOf([3, 0]);
    const list = look(restart(long), long, [0, 249]);
    const next = merge(restart(short, list), [reply(short, 0, 1)]);
    expect([...next.windows.keys()]).toEqual([0]);
    expect(userAt(next, 120)).toBeUndefined();
  });
});
