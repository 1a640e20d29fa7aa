import { afterEach, describe, expect, it } from '@jest/globals';
import { noteIdFrom } from '@maru/contracts/socket/notes';
import { cleanup, screen } from '@testing-library/react';
import { OpenServerContext } from '@/entities/server/components/open-server';
import { renderApp } from '@/testing/render';
import { aChannel, aServerDetail, aServerId } from '@/testing/servers';
import { NoteCard } from './note-card';

afterEach(cleanup);

const voice = aChannel({ type: 'voice', name: '라운지' });
const card = {
  noteId: noteIdFrom('01JD0000000000000000000001'),
  voiceChannelId: voice.channelId,
  topic: '주간 회의',
  startedAt: '2026-01-01T00:00:00.000Z',
  endedAt: '2026-01-01T01:05:00.000Z',
  lines: 12,
  participants: 3,
};
const show = (channels: (typeof voice)[], shown: typeof card | undefined = card) =>
  renderApp(
    <OpenServerContext value={aServerDetail({ channels })}>
      <NoteCard card={shown} />
    </OpenServerContext>,
  );

describe('the card of an ended note', () => {
  it('tells the topic and the size, and links to the document', () => {
    show([voice]);
    const region = screen.getByRole('region', { name: '끝난 회의록: 주간 회의' });
    expect(region.textContent).toMatch(/1시간 5분.*12줄.*3명/);
    expect(screen.getByRole('link', { name: '회의록 열기' }).getAttribute('href')).toBe(
      `/servers/${aServerId}/${voice.channelId}/notes/${card.noteId}`,
    );
  });

  it.each([
    ['after the card was loaded', card],
    ['before the card was loaded', undefined],
  ])('tells nothing of the note to readers who lost access to the voice channel %s', (_when, loaded) => {
    show([], loaded);
    expect(screen.getByText('지금은 볼 수 없는 회의록이에요')).toBeTruthy();
    expect(screen.queryByRole('link')).toBeNull();
    expect(document.body.textContent).not.toContain('주간 회의');
  });
});
