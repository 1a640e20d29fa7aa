import { textBody } from '@maru/contracts/socket/message-body';
import type { SocketHandlers } from '../access/socket-handlers.js';
import type { ReadingService } from '../read-pointers/reading.service.js';
import type { MessagesService } from './messages.service.js';

type Names = 'message:send' | 'message:edit' | 'message:delete' | 'message:list';

export const messageHandlers = (
  messages: MessagesService,
  reading: ReadingService,
): SocketHandlers<Names> => ({
  'message:send': async ({ conversation, payload, socket }) => {
    const draft = { authorId: socket.data.userId, nonce: payload.nonce, body: textBody(payload.body.text) };
    const message = await messages.send(conversation, draft);
    return { message, lastReadSeq: await reading.markWritten(message) };
  },
  'message:edit': ({ conversation, payload, socket }) =>
    messages.edit(conversation, { userId: socket.data.userId, seq: payload.seq, text: payload.body.text }),
  'message:delete': ({ conversation, payload, socket }) =>
    messages.remove(conversation, { userId: socket.data.userId, seq: payload.seq }),
  'message:list': ({ payload }) => messages.list(payload.channelId, payload.window),
});
