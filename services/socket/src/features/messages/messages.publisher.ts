import type { MaruServer } from '../../platform/realtime.js';
import { rooms } from '../../platform/rooms.js';
import { hasUnreadStates, serverOf } from '../access/conversation.js';
import { createActivityThrottle } from './activity.js';
import type { MessagePublisher } from './local-writes.js';

/** Announces messages to those who have the conversation open, and a coalesced hint to the others who may see it. */
export const createMessagePublisher = (io: MaruServer): MessagePublisher & { stop(): void } => {
  const activity = createActivityThrottle(({ audience, ...hint }) => {
    io.to(audience).emit('channel:activity', hint);
  });

  return {
    stop: activity.stop,
    created(conversation, messages, { lastSeq, changes, newestSeq }) {
      const { channelId, audience } = conversation;
      io.to(rooms.channel(channelId)).emit('message:created', { channelId, messages });
      if (hasUnreadStates(conversation))
        activity.hint({ serverId: serverOf(conversation), channelId, audience, lastSeq, changes, newestSeq });
    },
    updated(conversation, message, { lastSeq, changes, newestSeq }) {
      const { channelId } = message;
      io.to(rooms.channel(channelId)).emit('message:updated', { channelId, message, changes });
      if (!conversation || !hasUnreadStates(conversation)) return;
      // A tombstone above everything else may leave nothing unread.
      const { audience } = conversation;
      if (message.deletedAt && message.seq > newestSeq)
        activity.hint({ serverId: serverOf(conversation), channelId, audience, lastSeq, changes, newestSeq });
    },
  };
};
