import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { visiblePage } from './visible-page.js';

const pad = (n: number) => String(n).padStart(4, '0');

/** Reads all pages of rows with falling ids of which only some are visible. */
const readAll = async (isVisible: boolean[], limit: number) => {
  const all = isVisible.map((_each, index) => pad(9_999 - index));
  const visible = new Set(all.filter((_id, index) => isVisible[index]));
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = await visiblePage({
      cursor,
      limit,
      fetch: async (before, count) => all.filter((id) => !before || id < before).slice(0, count),
      keep: async (rows) => rows.filter((id) => visible.has(id)),
      idOf: (id) => id,
    });
    pages.push(page.rows);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return { pages, expected: [...visible] };
};

describe('a page of visible rows', () => {
  it('has no more than its limit; all pages together have each visible row once, in order', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { maxLength: 120 }),
        fc.integer({ min: 1, max: 7 }),
        async (isVisible, limit) => {
          const { pages, expected } = await readAll(isVisible, limit);
          expect(pages.flat()).toEqual(expected);
          expect(Math.max(0, ...pages.map(({ length }) => length))).toBeLessThanOrEqual(limit);
        },
      ),
    ));

  it('ends where all rows are seen, without an empty page behind it', async () => {
    const { pages } = await readAll([true, true, true, true], 2);
    expect(pages.map(({ length }) => length)).toEqual([2, 2]);
  });
});
