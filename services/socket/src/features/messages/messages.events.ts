import type { EventHandlers } from '../../platform/on.js';
import type { MessagesService } from './messages.service.js';

type Names = 'message:send' | 'message:edit' | 'message:delete' | 'message:list';

export const messageHandlers = (messages: MessagesService): EventHandlers<Names> => ({
  'message:send': async ({ channel, payload, socket }) => {
    const { nonce, content } = payload;
    return { message: await messages.send(channel, { authorId: socket.data.userId, nonce, content }) };
  },
  'message:edit': ({ channel, payload, socket }) =>
    messages.edit(channel, { userId: socket.data.userId, seq: payload.seq, content: payload.content }),
  'message:delete': ({ channel, payload, socket }) =>
    messages.remove(channel, { userId: socket.data.userId, seq: payload.seq }),
  'message:list': ({ payload }) => messages.list(payload.channelId, payload.window),
});
