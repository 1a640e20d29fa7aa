import { describe, expect, it } from '@jest/globals';
import { channelId, serverId, userId } from '@maru/contracts/primitives';
import { noteIdFrom, type MeetingNote } from '@maru/contracts/socket/notes';
import { withNote, withoutNote, type NotePage } from './note-pages';

const idOf = (n: number) => noteIdFrom(`01JD000000000000000000000${n}`);
const aNote = (n: number, change: Partial<MeetingNote> = {}): MeetingNote => ({
  noteId: idOf(n),
  channelId: channelId.parse('01JD0000000000000000000000'),
  serverId: serverId.parse('01JS0000000000000000000000'),
  topic: `회의 ${n}`,
  startedBy: userId.parse('7c9e6679-7425-40de-944b-e07fc1f90ae7'),
  startedAt: `2026-01-0${n}T00:00:00.000Z`,
  endedAt: `2026-01-0${n}T01:00:00.000Z`,
  version: 1,
  ...change,
});
const pagesOf = (...notes: MeetingNote[]): NotePage[] => [
  { notes, nextCursor: null, running: notes.find(({ endedAt }) => endedAt === null) ?? null },
];
const topics = (pages: NotePage[]) => pages.flatMap(({ notes }) => notes.map(({ topic }) => topic));

describe('withNote', () => {
  it('a started note stands first and runs', () => {
    const started = aNote(3, { endedAt: null });
    const [page] = withNote(pagesOf(aNote(2), aNote(1)), started, '');
    expect(page?.notes.map(({ noteId }) => noteId)).toEqual([idOf(3), idOf(2), idOf(1)]);
    expect(page?.running).toEqual(started);
  });

  it('an ended note no longer runs; the end of another changes nothing', () => {
    const running = aNote(3, { endedAt: null });
    expect(withNote(pagesOf(running), aNote(3, { version: 2 }), '')[0]?.running).toBeNull();
    expect(withNote(pagesOf(running), aNote(2, { version: 2 }), '')[0]?.running).toEqual(running);
  });

  it('an older version changes nothing, also one from before the end', () => {
    const pages = pagesOf(aNote(3, { version: 3 }));
    const [page] = withNote(pages, aNote(3, { version: 2, topic: '옛 이름' }), '');
    expect(page?.notes[0]?.topic).toBe('회의 3');
    const renamed = pagesOf(aNote(3, { version: 2, endedAt: null }));
    expect(
      withNote(renamed, aNote(3, { version: 1, endedAt: null, topic: '옛 이름' }), '')[0]?.running?.topic,
    ).toBe('회의 3');
  });

  it('a renamed note leaves a search that it no longer matches, and joins none that it was not in', () => {
    expect(topics(withNote(pagesOf(aNote(1)), aNote(1, { topic: '점검', version: 2 }), '회의'))).toEqual([]);
    expect(topics(withNote(pagesOf(aNote(2)), aNote(1, { topic: '회의', version: 2 }), '회의'))).toEqual([
      '회의 2',
    ]);
  });
});

it('withoutNote: a deleted note is neither listed nor running', () => {
  const [page] = withoutNote(pagesOf(aNote(2, { endedAt: null }), aNote(1)), idOf(2));
  expect(page).toMatchObject({ notes: [{ noteId: idOf(1) }], running: null });
});
