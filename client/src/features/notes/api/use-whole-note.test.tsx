import { beforeEach, describe, expect, it } from '@jest/globals';
import type { HistoryPage, HistoryWindow } from '@maru/contracts/socket/messages';
import { QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { ApiError } from '@/shared/api/api-error';
import { queryClient } from '@/shared/api/query-client';
import { aLine, aNoteId, withSession } from '@/testing/notes';
import { mockRealtime } from '@/testing/realtime';

/** The lines that the server has. */
let total = 0;
const asked: HistoryWindow[] = [];
/** Called with each request for lines, before it is answered. */
let beforePage: (window: HistoryWindow) => void = () => undefined;

const head = () => ({ lastSeq: total, changes: 0, newestSeq: total });
const firstOf = (window: HistoryWindow, limit: number): number => {
  if (window.at === 'before') return Math.max(1, window.seq - limit);
  if (window.at === 'after') return window.seq + 1;
  return Math.max(1, total - limit + 1);
};
const pageOf = (window: HistoryWindow): HistoryPage => {
  const { limit = 50 } = window;
  const from = firstOf(window, limit);
  const to = Math.min(total, window.at === 'before' ? window.seq - 1 : from + limit - 1);
  const messages = Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => aLine(from + index));
  return { messages, head: head() };
};

await mockRealtime((event, { window }: { window: HistoryWindow }) => {
  if (event !== 'message:list') return { head: head(), lastReadSeq: 0 };
  asked.push(window);
  beforePage(window);
  return pageOf(window);
});
const { receiveCreated } = await import('@/entities/channel/api/timelines');
const { useWholeNote } = await import('./use-whole-note');

const Host = () => {
  const { messages, error, retry } = useWholeNote(aNoteId);
  const seqs = messages?.map(({ seq }) => seq) ?? [];
  const isWhole = seqs.every((seq, index) => seq === index + 1);
  return (
    <>
      <output>{messages ? `${isWhole ? '1' : '?'}~${seqs.length}` : (error?.message ?? 'loading')}</output>
      <button type="button" onClick={retry}>
        다시
      </button>
    </>
  );
};
const open = () =>
  render(
    <QueryClientProvider client={queryClient}>
      <Host />
    </QueryClientProvider>,
  );
const shown = () => screen.getByRole('status').textContent;
const shows = (text: string) => waitFor(() => expect(shown()).toBe(text), { timeout: 5_000 });

beforeEach(() => {
  total = 430;
  asked.length = 0;
  beforePage = () => undefined;
});
withSession();

describe('loading a whole note', () => {
  it('reads page after page up to the first line, and shows nothing before that', async () => {
    const seen = new Set<string | null>();
    beforePage = () => void seen.add(screen.queryByRole('status')?.textContent ?? null);
    open();
    await shows('1~430');
    expect(asked.filter(({ at }) => at === 'before').map(({ limit }) => limit)).toEqual([100, 100, 100, 100]);
    expect([...seen].filter(Boolean)).toEqual(['loading']);
  });

  it('shows a note without lines', async () => {
    total = 0;
    open();
    await shows('1~0');
  });

  it('fills the gap before a line that comes while it loads', async () => {
    let isTold = false;
    beforePage = ({ at }) => {
      if (at !== 'before' || isTold) return;
      isTold = true;
      total = 433;
      // The pushes of the lines before it are lost.
      receiveCreated(aNoteId, [aLine(433)]);
    };
    open();
    await shows('1~433');
  });

  it('follows lines that come once it is there', async () => {
    open();
    await shows('1~430');
    total = 640;
    act(() => receiveCreated(aNoteId, [aLine(640)]));
    await shows('1~640');
  });

  it('reports a failure in the middle, and goes on from there', async () => {
    beforePage = () => {
      if (asked.length > 3) throw new ApiError('FORBIDDEN');
    };
    open();
    await shows('FORBIDDEN');
    const before = asked.length;
    beforePage = () => undefined;
    await userEvent.setup().click(screen.getByRole('button'));
    await shows('1~430');
    expect(asked.slice(before).some(({ at }) => at === 'latest')).toBe(false);
  });

  it('reports a failure at the start, and starts again', async () => {
    beforePage = () => {
      throw new ApiError('FORBIDDEN');
    };
    open();
    await shows('FORBIDDEN');
    beforePage = () => undefined;
    await userEvent.setup().click(screen.getByRole('button'));
    await shows('1~430');
  });

  it('survives a passing outage without a click', async () => {
    let failures = 1;
    beforePage = ({ at }) => {
      if (at !== 'before' || failures === 0) return;
      failures -= 1;
      throw new ApiError('UNAVAILABLE');
    };
    open();
    await shows('1~430');
  });
});
