import { useMemo, useState } from 'react';
import type { LineRow } from '../model/lines';
import { contains } from '../model/find';

/** Finding in a document: the lines with a match, and the one that the reader is at. */
export const useFind = (rows: readonly LineRow[]) => {
  const [search, setSearch] = useState('');
  const [index, setIndex] = useState(0);
  const wanted = search.trim();
  const matches = useMemo(
    () =>
      rows.flatMap((row) =>
        row.kind === 'line' && contains(row.message.body.text, wanted) ? [row.message.seq] : [],
      ),
    [rows, wanted],
  );
  const at = matches.length === 0 ? 0 : Math.min(index, matches.length - 1);

  const go = (next: number) => {
    if (matches.length === 0) return;
    const target = (next + matches.length) % matches.length;
    setIndex(target);
    document.querySelector(`#line-${matches[target]}`)?.scrollIntoView({ block: 'center' });
  };
  return {
    search,
    wanted,
    total: matches.length,
    index: at,
    current: matches[at],
    type: (text: string) => {
      setSearch(text);
      setIndex(0);
    },
    next: () => go(at + 1),
    previous: () => go(at - 1),
    /** Shows the match that the reader is at. */
    show: () => go(at),
  };
};

export type Find = ReturnType<typeof useFind>;
