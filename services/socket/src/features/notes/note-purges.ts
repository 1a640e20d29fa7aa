import type { ChannelId } from '@maru/contracts/primitives';
import { isNoteId, type MeetingNote } from '@maru/contracts/socket/notes';
import { newId } from '@maru/service-kit/ids';
import type { AnnotationStore } from '../annotations/annotation-store.js';
import type { MessageRemoval } from '../messages/message-store.js';
import type { AuthorChore, ChoreStore } from './chore-store.js';
import type { NoteCards } from './note-card.js';
import type { NoteStore } from './note-store.js';

interface NotePurgesDeps {
  notes: Pick<NoteStore, 'forget' | 'removeOneIn' | 'list'>;
  chores: Pick<ChoreStore, 'addAuthorChore'>;
  lines: MessageRemoval;
  annotations: Pick<AnnotationStore, 'removeSome'>;
  cards: Pick<NoteCards, 'withdraw'>;
  /** Replaces some of the author's lines by tombstones; returns the seq at which the next call goes on, null when it is done. */
  purgeLines: (
    noteId: ChannelId,
    purge: Pick<AuthorChore, 'authorId' | 'since'> & { before?: number },
  ) => Promise<number | null>;
}

/** Notes that one call of `purgeAuthor` goes through. */
const notesPerStep = 5;

/** Removes what deleted notes leave behind: each call does a bounded part of the work and may be repeated. */
export class NotePurges {
  constructor(private readonly deps: NotePurgesDeps) {}

  /**
   * Removes a part of a deleted note; returns whether anything is left. Its card goes at once, and lines before their annotations: none can
   * be annotated afterwards.
   */
  async removeSome(noteId: ChannelId): Promise<boolean> {
    const { notes, lines, annotations, cards } = this.deps;
    await cards.withdraw(noteId);
    if ((await lines.removeSome(noteId)) || (await annotations.removeSome(noteId))) return true;
    await notes.forget(noteId);
    return false;
  }

  /** Removes a part of the notes of a channel that is gone; returns whether any are left. */
  async removeSomeIn(channelId: ChannelId): Promise<boolean> {
    const noteId = await this.deps.notes.removeOneIn(channelId);
    if (!noteId) return false;
    await this.removeSome(noteId);
    return true;
  }

  /** Stores the chore to replace the author's lines in the notes of a channel. Notes have no notes. */
  async begin(channelId: ChannelId, purge: Pick<AuthorChore, 'authorId' | 'since'>): Promise<void> {
    if (!isNoteId(channelId))
      await this.deps.chores.addAuthorChore({ ...purge, kind: 'author', id: newId(), channelId });
  }

  /** Goes through some of the notes, the newest first. Returns where the next call goes on; undefined when it is done. */
  async purgeAuthor({ channelId, authorId, since, doneFrom }: AuthorChore): Promise<string | undefined> {
    const page = await this.deps.notes.list(channelId, { from: doneFrom, limit: notesPerStep });
    // One note of a channel runs at a time: those behind an older one are older still.
    const isOlder = ({ endedAt }: MeetingNote) => endedAt !== null && endedAt < since;
    for (const note of page.notes) {
      if (isOlder(note)) return undefined;
      let before = await this.deps.purgeLines(note.noteId, { authorId, since });
      while (before !== null) before = await this.deps.purgeLines(note.noteId, { authorId, since, before });
    }
    return page.next;
  }
}
