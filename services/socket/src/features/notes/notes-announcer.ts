import type { ChannelId } from '@maru/contracts/primitives';
import type { MeetingNote } from '@maru/contracts/socket/notes';
import type { AnnouncedConversation } from '../access/conversation.js';

/** Tells all who may see a voice channel about its notes. */
export interface NotesAnnouncer {
  changed(channel: AnnouncedConversation, note: MeetingNote): void;
  deleted(channel: AnnouncedConversation, noteId: ChannelId): void;
}
