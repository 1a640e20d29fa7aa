import type { ChannelId } from '@maru/contracts/primitives';
import { emptyBody, textBody } from '@maru/contracts/socket/message-body';
import type { Message } from '@maru/contracts/socket/messages';
import { AppError } from '@maru/service-kit/app-error';

/** The messages of members, as the socket service would return them. */
export const createFakeMessages = () => {
  const messages: Message[] = [];
  /** The voice channels of meeting notes. */
  const places = new Map<ChannelId, ChannelId>();
  return {
    places,
    getMessage: async (channelId: ChannelId, seq: number) => {
      const found = messages.find((each) => each.channelId === channelId && each.seq === seq);
      if (!found) throw new AppError('NOT_FOUND');
      return { message: found, placeId: places.get(channelId) ?? channelId };
    },
    write: (channelId: ChannelId, authorId: string, text: string): Message => {
      const message: Message = {
        channelId,
        seq: messages.length + 1,
        nonce: `nonce-of-message-${messages.length}`,
        authorId,
        body: textBody(text),
        createdAt: new Date().toISOString(),
        editedAt: null,
        deletedAt: null,
        version: 1,
      };
      messages.push(message);
      return message;
    },
    remove: (message: Message): void => {
      const index = messages.indexOf(message);
      messages[index] = { ...message, body: emptyBody, deletedAt: new Date().toISOString(), version: 2 };
    },
  };
};
