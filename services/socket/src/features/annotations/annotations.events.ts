import type { SocketHandlers } from '../access/socket-handlers.js';
import type { AnnotationsService } from './annotations.service.js';

type Names = 'reaction:set' | 'annotation:list' | 'annotation:since';

export const annotationHandlers = (annotations: AnnotationsService): SocketHandlers<Names> => ({
  'reaction:set': async ({ payload: { channelId, seq, emoji, isSet }, socket }) => {
    const part = { seq, key: emoji, userId: socket.data.userId, isSet };
    return { annotation: await annotations.setReaction(channelId, part) };
  },
  'annotation:list': ({ payload: { channelId, from, to }, socket }) =>
    annotations.list(channelId, { userId: socket.data.userId, from, to }),
  'annotation:since': ({ payload: { channelId, after }, socket }) =>
    annotations.since(channelId, { userId: socket.data.userId, after }),
});
