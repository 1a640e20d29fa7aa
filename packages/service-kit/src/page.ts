interface PageOptions<T> {
  limit: number;
  /** Reads at most `count` rows behind the caller's cursor, in their order. */
  read: (count: number) => Promise<readonly T[]>;
  /** Returns the cursor that points behind a row. */
  cursorOf: (row: T) => string;
}

/** Reads one row more than the page holds, to know whether another page follows. `nextCursor` is null on the last page. */
export const readPage = async <T>({
  limit,
  read,
  cursorOf,
}: PageOptions<T>): Promise<{ rows: T[]; nextCursor: string | null }> => {
  const found = await read(limit + 1);
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return { rows, nextCursor: last === undefined ? null : cursorOf(last) };
};
