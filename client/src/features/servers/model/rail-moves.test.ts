import { describe, expect, it } from '@jest/globals';
import { arrangeRail, type RailEntry } from '@maru/contracts/http/chat/rail';
import { serverId as serverIdSchema, type ServerId } from '@maru/contracts/primitives';
import fc from 'fast-check';
import {
  dissolveFolder,
  isIdle,
  moveInRail,
  serversInOrder,
  slotBehindFolder,
  stepSlot,
  wrapInFolder,
  type RailItem,
  type RailSlot,
} from './rail-moves';

const id = (n: number): ServerId => serverIdSchema.parse(`01JD${String(n).padStart(22, '0')}`);
const folderId = (n: number): string => `01JF${String(n).padStart(22, '0')}`;
const server = (n: number): Extract<RailEntry, { type: 'server' }> => ({ type: 'server', serverId: id(n) });
const folder = (n: number, ...inside: number[]): Extract<RailEntry, { type: 'folder' }> => ({
  type: 'folder',
  folderId: folderId(n),
  name: '',
  accent: 'pine',
  serverIds: inside.map(id),
});
const fresh = { folderId: folderId(99), name: '', accent: 'sky' } as const;

/** Rails of up to ten servers, some in folders. */
const rails = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 5 }).map((sizes) => {
  let next = 0;
  return sizes.map((size, index) =>
    size === 0 ? server(next++) : folder(index, ...Array.from({ length: size }, () => next++)),
  );
});

const slotsOf = (entries: RailEntry[]): RailSlot[] => [
  { type: 'before', entry: null },
  ...entries.flatMap((entry): RailSlot[] => [
    { type: 'before', entry },
    { type: 'onto', entry },
    ...(entry.type === 'folder'
      ? [...entry.serverIds, null].map((before) => ({
          type: 'inside' as const,
          folderId: entry.folderId,
          before,
        }))
      : []),
  ]),
];
const itemsOf = (entries: RailEntry[]): RailItem[] =>
  entries.flatMap((entry): RailItem[] =>
    entry.type === 'server'
      ? [entry]
      : [entry, ...entry.serverIds.map((serverId) => ({ type: 'server' as const, serverId }))],
  );

const moves = rails.chain((entries) =>
  fc.record({
    entries: fc.constant(entries as RailEntry[]),
    item: fc.constantFrom(...itemsOf(entries)),
    slot: fc.constantFrom(...slotsOf(entries)),
  }),
);

describe('moving in the rail', () => {
  it('loses no server, doubles none, and leaves no empty folder (property)', () => {
    fc.assert(
      fc.property(moves, ({ entries, item, slot }) => {
        const after = moveInRail(entries, item, slot, fresh);
        expect(serversInOrder(after).toSorted()).toEqual(serversInOrder(entries).toSorted());
        expect(arrangeRail({ entries: after }, serversInOrder(after))).toEqual(after);
      }),
    );
  });

  it('keeps the order of everything that was not moved (property)', () => {
    fc.assert(
      fc.property(moves, ({ entries, item, slot }) => {
        fc.pre(item.type === 'server');
        const others = (list: RailEntry[]) =>
          serversInOrder(list).filter((each) => item.type === 'server' && each !== item.serverId);
        expect(others(moveInRail(entries, item, slot, fresh))).toEqual(others(entries));
      }),
    );
  });

  it('puts the moved entry right before the slot’s entry (property)', () => {
    fc.assert(
      fc.property(moves, ({ entries, item, slot }) => {
        fc.pre(item.type === 'server' && slot.type === 'before' && slot.entry?.type === 'server');
        fc.pre(!isIdle(entries, item, slot));
        const order = serversInOrder(moveInRail(entries, item, slot, fresh));
        if (item.type !== 'server' || slot.type !== 'before' || slot.entry?.type !== 'server') return;
        expect(order.indexOf(slot.entry.serverId)).toBe(order.indexOf(item.serverId) + 1);
      }),
    );
  });

  it('changes nothing where the slot is idle (property)', () => {
    fc.assert(
      fc.property(moves, ({ entries, item, slot }) => {
        fc.pre(isIdle(entries, item, slot));
        expect(moveInRail(entries, item, slot, fresh)).toEqual(entries);
      }),
    );
  });

  it.each<[string, RailEntry[], RailItem, RailSlot, RailEntry[]]>([
    [
      'a server onto another makes a folder',
      [server(1), server(2), server(3)],
      server(3),
      { type: 'onto', entry: server(1) },
      [{ ...folder(99, 1, 3), accent: 'sky' }, server(2)],
    ],
    [
      'a server onto a folder goes to its end',
      [folder(1, 1, 2), server(3)],
      server(3),
      { type: 'onto', entry: folder(1, 1, 2) },
      [folder(1, 1, 2, 3)],
    ],
    [
      'the last server out of a folder dissolves it',
      [folder(1, 1), server(2)],
      server(1),
      { type: 'before', entry: null },
      [server(2), server(1)],
    ],
    [
      'the only server before its own folder stays in its place',
      [server(2), folder(1, 1), server(3)],
      server(1),
      { type: 'before', entry: folder(1, 1) },
      [server(2), server(1), server(3)],
    ],
    [
      'a folder never goes into another',
      [folder(1, 1), folder(2, 2)],
      folder(1, 1),
      { type: 'onto', entry: folder(2, 2) },
      [folder(1, 1), folder(2, 2)],
    ],
    [
      'a folder moves as a whole',
      [folder(1, 1, 2), server(3)],
      folder(1, 1, 2),
      { type: 'before', entry: null },
      [server(3), folder(1, 1, 2)],
    ],
  ])('%s', (...[, entries, item, slot, expected]) =>
    expect(moveInRail(entries, item, slot, fresh)).toEqual(expected),
  );
});

describe('steps', () => {
  it('up and then down is where it was (property)', () => {
    fc.assert(
      fc.property(moves, ({ entries, item }) => {
        const up = stepSlot(entries, item, -1);
        fc.pre(up !== undefined);
        const higher = up ? moveInRail(entries, item, up, fresh) : entries;
        const down = stepSlot(higher, item, 1);
        expect(down && moveInRail(higher, item, down, fresh)).toEqual(entries);
      }),
    );
  });

  it('end at both ends', () => {
    expect(stepSlot([server(1), server(2)], server(1), -1)).toBeUndefined();
    expect(stepSlot([server(1), server(2)], server(2), 1)).toBeUndefined();
    expect(stepSlot([folder(1, 1, 2)], server(2), 1)).toBeUndefined();
  });
});

describe('folders', () => {
  it('dissolve into their servers and leave the order (property)', () => {
    fc.assert(
      fc.property(rails, (entries) => {
        for (const entry of entries) {
          if (entry.type !== 'folder') continue;
          const after = dissolveFolder(entries, entry.folderId);
          expect(serversInOrder(after)).toEqual(serversInOrder(entries));
          expect(after).not.toContainEqual(entry);
        }
      }),
    );
  });

  it('begin with one server, and let it out right behind them', () => {
    const wrapped = wrapInFolder([server(1), server(2)], id(1), fresh);
    expect(wrapped).toEqual([{ ...folder(99, 1), accent: 'sky' }, server(2)]);
    const slot = slotBehindFolder(wrapped, fresh.folderId);
    expect(moveInRail(wrapped, server(1), slot, fresh)).toEqual([server(1), server(2)]);
  });
});
