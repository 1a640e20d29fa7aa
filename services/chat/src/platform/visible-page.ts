import { readPage } from '@maru/service-kit/page';

interface Wanted<T> {
  cursor: string | undefined;
  limit: number;
  /** Returns at most `limit` rows after the cursor, in their order. */
  fetch: (before: string | undefined, limit: number) => Promise<T[]>;
  /** Filters the rows that the caller may see, and keeps their order. */
  keep: (rows: T[]) => Promise<T[]>;
  idOf: (row: T) => string;
}

/** Maximum number of batches per page; a page of mostly hidden rows ends early, with a cursor. */
const maxBatches = 10;

/** Returns one page of the rows that the caller may see, and the cursor of the next page. */
export const visiblePage = async <T>({
  cursor,
  limit,
  fetch,
  keep,
  idOf,
}: Wanted<T>): Promise<{ rows: T[]; nextCursor: string | null }> => {
  const found: T[] = [];
  let before = cursor;
  for (let batch = 0; batch < maxBatches; batch += 1) {
    const read = (count: number) => fetch(before, count);
    const { rows, nextCursor } = await readPage({ limit, read, cursorOf: idOf });
    for (const row of await keep(rows)) {
      found.push(row);
      const isEnd = nextCursor === null && idOf(row) === idOf(rows.at(-1) ?? row);
      if (found.length === limit) return { rows: found, nextCursor: isEnd ? null : idOf(row) };
    }
    if (nextCursor === null) return { rows: found, nextCursor };
    before = nextCursor;
  }
  return { rows: found, nextCursor: before ?? null };
};
