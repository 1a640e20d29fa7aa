import type { OutboxEvent } from '@maru/contracts/internal/events';
import type { ChannelId } from '@maru/contracts/primitives';
import type { NoteHome } from '@maru/contracts/socket/conversations';
import type { MeetingNote } from '@maru/contracts/socket/notes';

/** `running`: another note runs in the channel. `taken`: a note has this id. `full`: the channel has as many notes as it can. */
export type StartResult = 'started' | 'taken' | 'running' | 'full' | 'contended';

export interface NotePage {
  /** The newest first; deleted ones are left out. */
  notes: MeetingNote[];
  /** The start of the next page; undefined at the end. */
  next: string | undefined;
}

/**
 * Stores meeting notes. A write happens wholly or not at all; after a throw the outcome is unknown. The writes that take a note return false
 * if it has changed since it was read, or another transaction was at work on it. Events for other services are stored with the write that
 * they describe.
 */
export interface NoteStore {
  /** Stores a running note, opens its conversation, and adds the chore to watch its call. */
  start(note: MeetingNote, events?: readonly OutboxEvent[]): Promise<StartResult>;
  find(noteId: ChannelId): Promise<MeetingNote | undefined>;
  findHome(noteId: ChannelId): Promise<NoteHome | undefined>;
  findRunning(channelId: ChannelId): Promise<MeetingNote | undefined>;
  /** Looks at `limit` notes at most, from `from` on. */
  list(channelId: ChannelId, page: { from?: string; limit: number }): Promise<NotePage>;
  /** Ends the note, closes its conversation in the same transaction, and turns its chore into the one for the card. */
  end(note: MeetingNote, endedAt: string): Promise<boolean>;
  rename(note: MeetingNote, topic: string, events?: readonly OutboxEvent[]): Promise<boolean>;
  /** Hides the note from every read, closes its conversation, and adds the chore to remove what is left. */
  remove(note: MeetingNote): Promise<boolean>;
  /** Forgets a removed note, once nothing else is left of it. */
  forget(noteId: ChannelId): Promise<void>;
  /**
   * For a channel that is gone: removes one of its notes as `remove` does and returns its id; undefined once there is none and nothing is
   * left of the channel.
   */
  removeOneIn(channelId: ChannelId): Promise<ChannelId | undefined>;
}
