import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { serverId as serverIdSchema, type ServerId } from '../../primitives.js';
import { arrangeRail, type RailEntry } from './rail.js';

const id = (index: number): string =>
  index
    .toString(32)
    .toUpperCase()
    .padStart(26, '0')
    .replace(/[ILOU]/g, 'X');
const ids = Array.from({ length: 12 }, (_each, index) => serverIdSchema.parse(id(index)));
const someIds = fc.array(fc.constantFrom(...ids), { maxLength: 12 });
const entries: fc.Arbitrary<RailEntry[]> = fc.array(
  fc.oneof(
    fc.constantFrom(...ids).map((serverId) => ({ type: 'server' as const, serverId })),
    someIds.map((serverIds) => ({
      type: 'folder' as const,
      folderId: id(31),
      name: '',
      accent: 'pine' as const,
      serverIds,
    })),
  ),
  { maxLength: 15 },
);
const mine = fc.uniqueArray(fc.constantFrom(...ids));

const shown = (arranged: readonly RailEntry[]): ServerId[] =>
  arranged.flatMap((entry) => (entry.type === 'server' ? [entry.serverId] : entry.serverIds));

const always = (law: (stored: RailEntry[], mine: ServerId[]) => void) =>
  fc.assert(fc.property(entries, mine, law));

describe('arrangeRail', () => {
  it('shows every server once and no other', () =>
    always((stored, servers) => {
      const all = shown(arrangeRail({ entries: stored }, servers));
      expect(all.toSorted()).toEqual(servers.toSorted());
    }));

  it('shows no empty folder', () =>
    always((stored, servers) => {
      for (const entry of arrangeRail({ entries: stored }, servers))
        if (entry.type === 'folder') expect(entry.serverIds.length).toBeGreaterThan(0);
    }));

  it('changes nothing when it is applied again', () =>
    always((stored, servers) => {
      const once = arrangeRail({ entries: stored }, servers);
      expect(arrangeRail({ entries: once }, servers)).toEqual(once);
    }));

  it('keeps the order that was chosen, and puts what is new at the end', () =>
    always((stored, servers) => {
      const chosen = [...new Set(shown(stored))].filter((each) => servers.includes(each));
      expect(shown(arrangeRail({ entries: stored }, servers)).slice(0, chosen.length)).toEqual(chosen);
    }));
});
