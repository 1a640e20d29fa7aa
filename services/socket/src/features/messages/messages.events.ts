import { textBody } from '@maru/contracts/socket/message-body';
import type { EventHandlers } from '../../platform/on.js';
import type { MessagesService } from './messages.service.js';

type Names = 'message:send' | 'message:edit' | 'message:delete' | 'message:list';

export const messageHandlers = (messages: MessagesService): EventHandlers<Names> => ({
  'message:send': async ({ channel, payload, socket }) => {
    const draft = { authorId: socket.data.userId, nonce: payload.nonce, body: textBody(payload.body.text) };
    return { message: await messages.send(channel, draft) };
  },
  'message:edit': ({ channel, payload, socket }) =>
    messages.edit(channel, { userId: socket.data.userId, seq: payload.seq, text: payload.body.text }),
  'message:delete': ({ channel, payload, socket }) =>
    messages.remove(channel, { userId: socket.data.userId, seq: payload.seq }),
  'message:list': ({ payload }) => messages.list(payload.channelId, payload.window),
});
