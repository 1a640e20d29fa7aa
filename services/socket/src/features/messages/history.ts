import type { HistoryWindow } from '@maru/contracts/socket/messages';

/** The seqs of a window, inclusive; empty when `from` > `to`. Since seqs have no gaps, a window is plain arithmetic. */
export const windowRange = (window: HistoryWindow, lastSeq: number): { from: number; to: number } => {
  const clamp = (from: number, to: number) => ({ from: Math.max(1, from), to: Math.min(lastSeq, to) });
  switch (window.at) {
    case 'latest':
      return clamp(lastSeq - window.limit + 1, lastSeq);
    case 'before':
      return clamp(window.seq - window.limit, window.seq - 1);
    case 'after':
      return clamp(window.seq + 1, window.seq + window.limit);
    case 'around': {
      const from = Math.max(1, window.seq - Math.floor(window.limit / 2));
      return clamp(from, from + window.limit - 1);
    }
  }
};
