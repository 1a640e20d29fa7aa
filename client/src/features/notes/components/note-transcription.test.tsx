import { afterEach, expect, it } from '@jest/globals';
import { QueryClientProvider } from '@tanstack/react-query';
import { act, render, waitFor } from '@testing-library/react';
import { queryClient } from '@/shared/api/query-client';
import { aNote, aNoteId, aVoiceChannel, withSession } from '@/testing/notes';
import { mockRealtime } from '@/testing/realtime';

const running = new Set<FakeRecogniser>();
class FakeRecogniser {
  start() {
    running.add(this);
  }
  stop() {
    running.delete(this);
  }
  abort() {
    running.delete(this);
  }
}
Object.assign(window, { SpeechRecognition: FakeRecogniser });

const note = aNote();
await mockRealtime(() => ({ notes: [note], nextCursor: null, running: note }));
const { NoteTranscription } = await import('./note-transcription');
const { setConsent } = await import('../model/consent');
const { writeNote } = await import('../api/notes');

const tree = (isMuted: boolean) => (
  <QueryClientProvider client={queryClient}>
    <NoteTranscription channelId={aVoiceChannel.channelId} isMuted={isMuted} />
  </QueryClientProvider>
);
const recognisers = (count: number) => waitFor(() => expect(running.size).toBe(count));

withSession();
afterEach(() => expect(running.size).toBe(0));

it('listens only after consent, not while muted, and stops with the call', async () => {
  const { rerender, unmount } = render(tree(false));
  await waitFor(() => expect(queryClient.isFetching()).toBe(0));
  expect(running.size).toBe(0);
  act(() => setConsent(aNoteId, 'given'));
  await recognisers(1);
  rerender(tree(true));
  await recognisers(0);
  rerender(tree(false));
  await recognisers(1);
  unmount();
  await recognisers(0);
});

it.each([
  ['the consent is taken back', () => setConsent(aNoteId, 'declined')],
  ['the note ends', () => writeNote(aNote({ version: 2, endedAt: '2026-01-01T01:00:00.000Z' }))],
])('stops when %s', async (_when, happen) => {
  render(tree(false));
  act(() => setConsent(aNoteId, 'given'));
  await recognisers(1);
  act(happen);
  await recognisers(0);
});
