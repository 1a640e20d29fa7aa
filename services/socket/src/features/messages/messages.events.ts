import { textBody } from '@maru/contracts/socket/message-body';
import type { AccessCache } from '../access/access-cache.js';
import type { SocketHandlers } from '../access/socket-handlers.js';
import type { ReadingService } from '../read-pointers/reading.service.js';
import type { MessagesService } from './messages.service.js';
import { withShownCards } from './shown-cards.js';

type Names = 'message:send' | 'message:edit' | 'message:delete' | 'message:list';

interface MessageDeps {
  messages: MessagesService;
  reading: ReadingService;
  access: Pick<AccessCache, 'findConversation'>;
}

export const messageHandlers = ({ messages, reading, access }: MessageDeps): SocketHandlers<Names> => ({
  'message:send': async ({ conversation, payload, socket }) => {
    const draft = { authorId: socket.data.userId, nonce: payload.nonce, body: textBody(payload.body.text) };
    const message = await messages.send(conversation, draft);
    return { message, lastReadSeq: await reading.markWritten(conversation, message) };
  },
  'message:edit': ({ conversation, payload, socket }) =>
    messages.edit(conversation, { userId: socket.data.userId, seq: payload.seq, text: payload.body.text }),
  'message:delete': ({ conversation, payload, socket }) =>
    messages.remove(conversation, { userId: socket.data.userId, seq: payload.seq }),
  'message:list': async ({ payload, socket }) => {
    const page = await messages.list(payload.channelId, payload.window);
    return withShownCards(page, { userId: socket.data.userId, access });
  },
});
