import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import i18next from 'i18next';
import { MemoryRouter, useLocation } from 'react-router-dom';
import { toast, Toaster } from 'sonner';
import '@/shared/i18n/i18n';
import { queryClient } from '@/shared/api/query-client';
import { aNote, aNoteId, aVoiceChannel, withSession } from '@/testing/notes';
import { mockRealtime } from '@/testing/realtime';
import { aServerId } from '@/testing/servers';

// jsdom has none.
Element.prototype.setPointerCapture = () => undefined;

const note = aNote();
await mockRealtime(() => ({ notes: [note], nextCursor: null, running: note }));
const { NoteNotice } = await import('./note-notice');
const { setConsent } = await import('../model/consent');
const { setAsked } = await import('../model/questions');
const { writeNote } = await import('../api/notes');

const Place = () => {
  const { pathname, search } = useLocation();
  return <output>{pathname + search}</output>;
};

const open = () => {
  void i18next.changeLanguage('ko');
  render(
    <QueryClientProvider client={queryClient}>
      <MemoryRouter>
        <NoteNotice channelId={aVoiceChannel.channelId} />
        <Toaster />
        <Place />
      </MemoryRouter>
    </QueryClientProvider>,
  );
  return userEvent.setup();
};

const title = '“주간 회의” 회의록을 쓰고 있어요';
const disappears = () => waitFor(() => expect(screen.queryByText(title)).toBeNull());
const isLoaded = () => waitFor(() => expect(queryClient.isFetching()).toBe(0));

beforeEach(() => {
  // jsdom knows no media queries.
  window.matchMedia = () => Object.assign(new EventTarget(), { matches: false }) as MediaQueryList;
});
afterEach(() => void toast.dismiss());
withSession();

describe('the notice of a running note', () => {
  it('leads to the question for consent', async () => {
    const user = open();
    expect(await screen.findByText(title)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: '답하기' }));
    expect(screen.getByRole('status').textContent).toBe(
      `/servers/${aServerId}/${aVoiceChannel.channelId}?notes`,
    );
    await disappears();
  });

  it('can be put off, and does not come back', async () => {
    const user = open();
    await user.click(await screen.findByRole('button', { name: '나중에' }));
    await disappears();
    act(() => setAsked(aNoteId, true));
    act(() => setAsked(aNoteId, false));
    expect(screen.queryByText(title)).toBeNull();
  });

  it.each([
    ['the question is on the screen', () => setAsked(aNoteId, true)],
    ['the question is answered', () => setConsent(aNoteId, 'declined')],
    ['the note ends', () => writeNote(aNote({ version: 2, endedAt: '2026-01-01T01:00:00.000Z' }))],
  ])('goes once %s', async (_when, happen) => {
    open();
    await screen.findByText(title);
    act(happen);
    await disappears();
  });

  it('is not shown to a person who sees the question already', async () => {
    act(() => setAsked(aNoteId, true));
    open();
    await isLoaded();
    expect(screen.queryByText(title)).toBeNull();
  });
});
