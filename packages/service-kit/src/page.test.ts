import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readPage } from './page.js';

it('pages that follow their cursors hold every row once, in order (property)', () =>
  fc.assert(
    fc.asyncProperty(fc.nat(30), fc.integer({ min: 1, max: 10 }), async (total, limit) => {
      const rows = Array.from({ length: total }, (_, index) => `${index}`);
      const seen: string[] = [];
      let cursor: string | null = '';
      for (let pages = 0; cursor !== null; pages += 1) {
        expect(pages).toBeLessThanOrEqual(total / limit);
        const start: number = cursor === '' ? 0 : rows.indexOf(cursor) + 1;
        const page: { rows: string[]; nextCursor: string | null } = await readPage({
          limit,
          read: async (count) => rows.slice(start, start + count),
          cursorOf: (row) => row,
        });
        seen.push(...page.rows);
        cursor = page.nextCursor;
      }
      expect(seen).toEqual(rows);
    }),
  ));
