import type { MaruServer } from '../../platform/realtime.js';
import { serverOf } from '../access/conversation.js';
import type { NotesAnnouncer } from './notes-announcer.js';

interface PublisherDeps {
  io: MaruServer;
  /** Called with each note that this node starts or deletes: what it knows of the id is outdated. */
  forget: (noteId: Parameters<NotesAnnouncer['deleted']>[1]) => void;
}

export const createNotesPublisher = ({ io, forget }: PublisherDeps): NotesAnnouncer => ({
  changed({ audience }, note) {
    if (note.version === 1) forget(note.noteId);
    io.to(audience).emit('note:changed', { note });
  },
  deleted(channel, noteId) {
    forget(noteId);
    const { audience, channelId } = channel;
    io.to(audience).emit('note:deleted', { serverId: serverOf(channel), channelId, noteId });
  },
});
