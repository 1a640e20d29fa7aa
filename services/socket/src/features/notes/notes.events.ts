import type { noteEvents } from '@maru/contracts/socket/notes';
import type { SocketHandlers } from '../access/socket-handlers.js';
import type { NotesService } from './notes.service.js';

export const noteHandlers = (notes: NotesService): SocketHandlers<keyof typeof noteEvents> => ({
  'note:start': async ({ socket, conversation, payload: { noteId, topic } }) => ({
    note: await notes.start({ userId: socket.data.userId, channel: conversation }, { noteId, topic }),
  }),
  'note:end': async ({ socket, conversation, payload: { noteId } }) => ({
    note: await notes.end({ userId: socket.data.userId, channel: conversation }, noteId),
  }),
  'note:rename': async ({ socket, conversation, payload: { noteId, topic } }) => ({
    note: await notes.rename({ userId: socket.data.userId, channel: conversation }, noteId, topic),
  }),
  'note:delete': async ({ conversation, payload: { noteId } }) => {
    await notes.remove(conversation, noteId);
    return {};
  },
  'note:list': ({ conversation, payload: { search, cursor } }) =>
    notes.list(conversation, { search, cursor }),
  'note:get': async ({ conversation, payload: { noteId } }) => ({
    note: await notes.get(conversation, noteId),
  }),
});
