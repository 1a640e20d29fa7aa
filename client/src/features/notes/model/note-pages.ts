import type { MeetingNote } from '@maru/contracts/socket/notes';

/** A page of a channel's notes, as the server answers it. */
export interface NotePage {
  notes: MeetingNote[];
  nextCursor: string | null;
  running: MeetingNote | null;
}

export const newerNote = (known: MeetingNote, next: MeetingNote): MeetingNote =>
  next.version > known.version ? next : known;

const isFound = ({ topic }: MeetingNote, search: string): boolean =>
  topic.toLowerCase().includes(search.trim().toLowerCase());

const runningWith = (running: MeetingNote | null, note: MeetingNote): MeetingNote | null => {
  const isSame = running?.noteId === note.noteId;
  const latest = running && isSame ? newerNote(running, note) : note;
  if (latest.endedAt === null) return latest;
  return isSame ? null : running;
};

/** The pages with a note in its newest version; a note that none of them has is the newest, and stands first. */
export const withNote = (pages: NotePage[], note: MeetingNote, search: string): NotePage[] => {
  const isKnown = pages.some(({ notes }) => notes.some(({ noteId }) => noteId === note.noteId));
  const isOlder = pages.some(({ notes }) => notes.some(({ startedAt }) => startedAt > note.startedAt));
  return pages.map((page, index) => {
    const known = page.notes.map((each) => (each.noteId === note.noteId ? newerNote(each, note) : each));
    const isAdded = index === 0 && !isKnown && !isOlder && isFound(note, search);
    return {
      ...page,
      notes: isAdded ? [note, ...known] : known.filter((each) => isFound(each, search)),
      running: runningWith(page.running, note),
    };
  });
};

export const withoutNote = (pages: NotePage[], noteId: string): NotePage[] =>
  pages.map((page) => ({
    ...page,
    notes: page.notes.filter((each) => each.noteId !== noteId),
    running: page.running?.noteId === noteId ? null : page.running,
  }));
