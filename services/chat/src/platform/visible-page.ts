import { readPage } from '@maru/service-kit/page';

interface Wanted<T> {
  cursor: string | undefined;
  limit: number;
  /** Rows behind a cursor, at most so many, in their order. */
  fetch: (before: string | undefined, limit: number) => Promise<T[]>;
  /** Those of the rows that the caller may see, in their order. */
  keep: (rows: T[]) => Promise<T[]>;
  idOf: (row: T) => string;
}

/** How many batches one page may look through; a page of rows that are mostly hidden ends early, with a cursor. */
const maxBatches = 10;

/** One page of the rows that the caller may see, and where the next one begins. */
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
