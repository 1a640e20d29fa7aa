import { isCalledSo } from '@maru/contracts/hangul-search';
import { limits } from '@maru/contracts/limits';
import type { ChannelId } from '@maru/contracts/primitives';
import type { MeetingNote } from '@maru/contracts/socket/notes';
import { foldText } from '@maru/contracts/text-folding';
import type { NoteStore } from './note-store.js';

/** Notes that one request looks at. */
const maxScanned = 200;

/** Ignores case, width and composition; initial consonants find their syllables. */
const isAbout = (search: string) => {
  const folded = foldText(search);
  return ({ topic }: MeetingNote): boolean => foldText(topic).includes(folded) || isCalledSo(topic, search);
};

const placeOf = ({ startedAt, noteId }: MeetingNote) => `${startedAt}#${noteId}`;

/** A page of a channel's notes, of those whose topics contain `search`. It may be empty although a later page is not. */
export const findNotes = async (
  store: Pick<NoteStore, 'list'>,
  channelId: ChannelId,
  { search, cursor }: { search: string; cursor?: string },
): Promise<{ notes: MeetingNote[]; nextCursor: string | null }> => {
  const limit = search ? maxScanned : limits.notes.page;
  const { notes, next } = await store.list(channelId, { from: cursor, limit });
  const found = search ? notes.filter(isAbout(search)) : notes;
  const shown = found.slice(0, limits.notes.page);
  const last = shown.at(-1);
  const nextCursor = found.length > shown.length && last ? placeOf(last) : next;
  return { notes: shown, nextCursor: nextCursor ?? null };
};
