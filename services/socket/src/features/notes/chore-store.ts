import type { ChannelId, ServerId } from '@maru/contracts/primitives';

/** Work that remains to be done about a note: end it once its call is empty, post its card or drop it, remove what is left of it. */
export interface NoteChore {
  kind: 'watch' | 'card' | 'purge';
  noteId: ChannelId;
  /** The voice channel. */
  channelId: ChannelId;
  serverId: ServerId;
  /** Since when the call has been found empty. */
  emptySince?: string;
  /** The people who were seen in the call. */
  participants: readonly string[];
}

/** Work that remains to be done about a banned author: replace their lines since then in all notes of a channel by tombstones. */
export interface AuthorChore {
  kind: 'author';
  /** Tells this chore from an earlier one about the same author. */
  id: string;
  channelId: ChannelId;
  authorId: string;
  since: string;
  /** The notes from here on are done. */
  doneFrom?: string;
}

export type Chore = NoteChore | AuthorChore;

/** Stores the chores that writes of notes and bans leave behind. After a throw the outcome is unknown. */
export interface ChoreStore {
  findChore(noteId: ChannelId): Promise<NoteChore | undefined>;
  /** Chores in a fixed order, `limit` at most, from `from` on. */
  chores(page: { from?: string; limit: number }): Promise<{ chores: Chore[]; next: string | undefined }>;
  /** Remembers what was seen of the call; changes nothing unless the chore is still to watch it. */
  observe(noteId: ChannelId, seen: Pick<NoteChore, 'emptySince' | 'participants'>): Promise<void>;
  /** Adds the chore, in the place of an earlier one about the same author. */
  addAuthorChore(chore: AuthorChore): Promise<void>;
  /** Remembers the notes that are done, or drops the chore if all are; changes nothing if another has taken its place. */
  advanceAuthorChore(chore: AuthorChore, doneFrom: string | undefined): Promise<void>;
}
