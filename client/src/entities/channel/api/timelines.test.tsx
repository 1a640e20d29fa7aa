import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { textBody } from '@maru/contracts/socket/message-body';
import type { HistoryPage, HistoryWindow, Message } from '@maru/contracts/socket/messages';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { ApiError } from '@/shared/api/api-error';
import { queryClient } from '@/shared/api/query-client';
import { aChannel } from '@/testing/servers';
import type { MessageTarget } from '../model/timeline';

const { channelId } = aChannel();
const total = 500;

const aMessage = (seq: number): Message => ({
  channelId,
  seq,
  nonce: `nonce-of-message-${seq}`,
  authorId: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  body: textBody(`${seq}`),
  createdAt: '2026-01-01T00:00:00.000Z',
  editedAt: null,
  deletedAt: null,
  version: 1,
});

const head = { lastSeq: total, changes: 0, newestSeq: total };

/** The pages of a channel with `total` messages, as the socket service cuts them. */
const pageOf = (window: HistoryWindow): HistoryPage => {
  const { limit = 50 } = window;
  const from =
    window.at === 'around' ? Math.max(1, window.seq - Math.floor(limit / 2)) : Math.max(1, total - limit + 1);
  const length = Math.max(0, Math.min(limit, total - from + 1));
  return { messages: Array.from({ length }, (_, index) => aMessage(from + index)), head };
};

const asked: HistoryWindow[] = [];
let isDown = false;

jest.unstable_mockModule('@/shared/api/realtime', () => ({
  whenConnected: () => Promise.resolve(),
  onConnected: () => () => undefined,
  onPush: () => () => undefined,
  emit: async (event: string, payload: { window: HistoryWindow }) => {
    if (event !== 'message:list') return { head, lastReadSeq: total };
    asked.push(payload.window);
    if (isDown && payload.window.at === 'around') throw new ApiError('FORBIDDEN');
    return pageOf(payload.window);
  },
}));
const { forgetPast, jumpToPresent, readTimeline, useTimeline } = await import('./timelines');

const Host = ({ target }: { target?: MessageTarget }) => {
  const { timeline, error, retry } = useTimeline(channelId, target);
  const { messages = [] } = timeline ?? {};
  return (
    <>
      <output>
        {timeline ? `${messages[0]?.seq}~${messages.at(-1)?.seq}` : (error?.message ?? 'loading')}
      </output>
      <button type="button" onClick={retry}>
        다시
      </button>
    </>
  );
};
const tree = (target?: MessageTarget) => (
  <QueryClientProvider client={queryClient}>
    <Host target={target} />
  </QueryClientProvider>
);
const shown = () => screen.getByRole('status').textContent;
const shows = (text: string) => waitFor(() => expect(shown()).toBe(text));

beforeEach(() => {
  isDown = false;
  asked.length = 0;
});
afterEach(() => {
  cleanup();
  queryClient.clear();
});

describe('opening a channel at a message', () => {
  it('shows nothing else before it is there', async () => {
    const seen: (string | null)[] = [];
    const { rerender } = render(tree({ seq: 120, key: 'a' }));
    await waitFor(() => {
      seen.push(shown());
      rerender(tree({ seq: 120, key: 'a' }));
      expect(shown()).toBe('70~169');
    });
    seen.push(shown());
    expect(new Set(seen)).toEqual(new Set(['loading', '70~169']));
  });

  it('asks for nothing more when the message is in the window', async () => {
    render(tree({ seq: 480, key: 'a' }));
    await shows('451~500');
    expect(asked.map(({ at }) => at)).toEqual(['latest']);
  });

  it('shows the channel as always when there is no such message', async () => {
    render(tree({ seq: 9_999, key: 'a' }));
    await shows('451~500');
  });

  it('leads there once: a reader who goes on to the present stays there until they follow the link again', async () => {
    const { rerender } = render(tree({ seq: 120, key: 'a' }));
    await shows('70~169');
    await jumpToPresent(channelId);
    await shows('451~500');
    rerender(tree({ seq: 120, key: 'b' }));
    await shows('70~169');
  });

  it('reports a failure, and can retry', async () => {
    isDown = true;
    render(tree({ seq: 120, key: 'a' }));
    await shows('FORBIDDEN');
    isDown = false;
    screen.getByRole('button').click();
    await shows('70~169');
  });
});

describe('leaving a channel', () => {
  it('forgets a window in the past, and keeps one that follows the end', async () => {
    render(tree({ seq: 120, key: 'a' }));
    await shows('70~169');
    forgetPast(channelId);
    expect(readTimeline(channelId)).toBeUndefined();
    cleanup();

    render(tree());
    await shows('451~500');
    forgetPast(channelId);
    expect(readTimeline(channelId)?.messages).toHaveLength(50);
  });
});
