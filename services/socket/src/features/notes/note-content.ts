import type { ChannelId } from '@maru/contracts/primitives';
import type { MessageStore } from '../messages/message-store.js';

/** The lines of a note that are not deleted. */
export interface NoteContent {
  lines: number;
  authors: ReadonlySet<string>;
}

/** Lines that are read at a time to count them. */
const pageSize = 100;

/** A note has a bounded number of lines. */
export const contentOf = async (
  lines: Pick<MessageStore, 'readHead' | 'range'>,
  noteId: ChannelId,
): Promise<NoteContent> => {
  const { lastSeq } = await lines.readHead(noteId);
  const authors = new Set<string>();
  let count = 0;
  for (let from = 1; from <= lastSeq; from += pageSize) {
    const page = await lines.range(noteId, from, Math.min(lastSeq, from + pageSize - 1));
    const kept = page.filter(({ deletedAt }) => deletedAt === null);
    for (const { authorId } of kept) authors.add(authorId);
    count += kept.length;
  }
  return { lines: count, authors };
};
